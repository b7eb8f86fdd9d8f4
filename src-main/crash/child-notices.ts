import { appendFileSync } from "node:fs";
import type { NoticeSurface } from "../core/attention/notice.ts";

/**
 * Shows each notification as a line of a file, which stays when the process is killed. Where `killAt` says so, that happens by
 * itself as soon as so many are shown.
 */
export const fileSurface = (file: string, killAt: number): NoticeSurface => {
  let count = 0;
  const show = (id: string) => {
    appendFileSync(file, `shown ${id}\n`);
    count += 1;
    if (count === killAt) process.kill(process.pid, "SIGKILL");
  };
  return surfaceOf(file, show);
};

const surfaceOf = (file: string, show: (id: string) => void): NoticeSurface => ({
  capabilities: () =>
    Promise.resolve({
      surface: "notify-send",
      server: null,
      actions: false,
      reply: false,
      update: false,
      withdraw: true,
      clicks: false,
      problem: null,
    }),
  show: async ({ id }) => show(id),
  withdraw: (id) => appendFileSync(file, `withdrawn ${id}\n`),
  onEvent: () => () => {},
  close: () => {},
});
