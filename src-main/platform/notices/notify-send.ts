import { execFile } from "node:child_process";
import type { Notice, NoticeSurface } from "../../core/attention/notice.ts";
import { quickCommand } from "../quick-command.ts";
import { createHelperSurface, type HelperAnswer, type HelperRun } from "./helper.ts";
import { NoticeProblem } from "./problem.ts";
import { labelOf, noticeText } from "./text.ts";

const urgency = { silent: "low", normal: "normal", urgent: "critical" } as const;
const mostActions = 5;

// The body is markup by the Desktop Notifications Specification.
const escapeMarkup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Its version, or null when it is not there. From 0.8 on it waits, has buttons and tells which was pressed. */
const versionOf = async (program: string) => {
  const [, version] = /(\d+\.\d+\S*)/.exec(await quickCommand(program, ["--version"])) ?? [];
  if (version === undefined) return null;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return { version, waits: major > 0 || minor >= 8 };
};

const argumentsOf = (notice: Notice, waits: boolean): string[] => {
  const { title, subtitle, body } = noticeText(notice);
  const buttons = notice.actions
    .slice(0, mostActions)
    .map(({ label }, index) => `--action=button-${index}=${labelOf(label)}`);
  return [
    "--app-name=Muster",
    `--urgency=${urgency[notice.loudness]}`,
    ...(notice.sound ? [] : ["--hint=boolean:suppress-sound:true"]),
    ...(waits ? ["--wait", "--action=default=Open", ...buttons] : []),
    "--",
    title,
    escapeMarkup([subtitle, body].filter(Boolean).join("\n")),
  ];
};

const answerOf = (said: string): HelperAnswer => {
  if (said === "default") return { type: "opened" };
  const [, index] = /^button-(\d)$/.exec(said) ?? [];
  return index === undefined ? null : { type: "chosen", index: Number(index) };
};

const run = (program: string, args: string[]): HelperRun => {
  const { promise: done, resolve, reject } = Promise.withResolvers<HelperAnswer>();
  const child = execFile(program, args, (error, stdout) => {
    if (error === null) resolve(answerOf(stdout.trim()));
    // What the failure says would repeat the arguments, and so what an agent wrote.
    else if (!child.killed) reject(new NoticeProblem(error.code === "ENOENT" ? "no-helper" : "helper-failed"));
    else resolve(null);
  });
  // It no longer waits; what it showed stays.
  return { done, take: () => void child.kill() };
};

/** Linux's notifications by libnotify's `notify-send`, run without a shell: the texts come from agents. */
export const createNotifySendSurface = (program = "notify-send"): NoticeSurface => {
  let asked: ReturnType<typeof versionOf> | undefined;
  // One that was not there may be installed by now.
  const facts = async () => (await asked) ?? (asked = versionOf(program));
  return createHelperSurface({
    capabilities: async () => {
      const found = await facts();
      const waits = found?.waits ?? false;
      return {
        surface: "notify-send",
        server: found === null ? null : `notify-send ${found.version}`,
        actions: waits,
        reply: false,
        update: false,
        withdraw: false,
        clicks: waits,
        problem: found === null ? new NoticeProblem("no-helper").message : null,
      };
    },
    start: async (notice) => {
      const found = await facts();
      if (found === null) throw new NoticeProblem("no-helper");
      return run(program, argumentsOf(notice, found.waits));
    },
  });
};
