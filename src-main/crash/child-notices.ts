import { appendFileSync } from "node:fs";
import type { NoticeSurface } from "../core/attention/notice.ts";

/** Shows each notification as a line of a file, which stays when the process is killed. */
export const fileSurface = (file: string): NoticeSurface => ({
  capabilities: () =>
    Promise.resolve({
      surface: "none",
      server: null,
      actions: false,
      reply: false,
      update: false,
      withdraw: true,
      clicks: false,
      problem: null,
    }),
  show: async ({ id }) => appendFileSync(file, `shown ${id}\n`),
  withdraw: (id) => appendFileSync(file, `withdrawn ${id}\n`),
  onEvent: () => () => {},
  close: () => {},
});
