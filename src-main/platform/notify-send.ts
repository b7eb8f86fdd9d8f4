import { type ChildProcess, execFile } from "node:child_process";
import type { Presenter } from "./notifier.ts";
import { quickCommand } from "./quick-command.ts";

// More open at once than a person reads; the oldest stop waiting for a click.
const mostOpen = 8;

// The body is markup by the Desktop Notifications Specification.
const escapeMarkup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const canWaitForClick = async (program: string): Promise<boolean> => {
  const [, major = "0", minor = "0"] = /(\d+)\.(\d+)/.exec(await quickCommand(program, ["--version"])) ?? [];
  return Number(major) > 0 || Number(minor) >= 8;
};

/**
 * Linux's notifications by libnotify's `notify-send`, run without a shell: the texts come from agents. Since its
 * version 0.8 it waits and tells a click.
 */
export const notifySend = (program = "notify-send"): Presenter => {
  const open = new Set<ChildProcess>();
  let isClosed = false;
  let clickable: Promise<boolean> | undefined;
  const run = async (args: string[]): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const child = execFile(program, args, (error, stdout) => {
        open.delete(child);
        if (error && !child.killed) reject(error);
        else resolve(stdout.trim() === "default");
      });
      open.add(child);
      const [oldest] = open;
      if (open.size > mostOpen) oldest?.kill();
    });
  return {
    present: async ({ title, subtitle, body }) => {
      clickable ??= canWaitForClick(program);
      const click = (await clickable) ? ["--wait", "--action=default=Open"] : [];
      const text = escapeMarkup([subtitle, body].filter(Boolean).join("\n"));
      if (isClosed) return false;
      return run(["--app-name=Muster", ...click, "--", title, text]);
    },
    close: () => {
      isClosed = true;
      for (const child of open) child.kill();
    },
  };
};
