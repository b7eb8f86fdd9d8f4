import { createHash } from "node:crypto";
import type { NoticeCapabilities } from "#contract/attention.ts";
import type { Notice, NoticeSurface } from "../../core/attention/notice.ts";
import { createHelperSurface, type HelperAnswer, type HelperRun } from "./helper.ts";
import { NoticeProblem } from "./problem.ts";
import { labelOf, noticeText } from "./text.ts";

// So long it waits for an answer; what is shown stays in the system's list.
const waitSeconds = 3600;
const mostActions = 5;

/** What node-notifier tells when a notification is over. */
type Told = (error: unknown, response: unknown, metadata: unknown) => void;

/** As much of node-notifier as is used. */
export interface NotifierModule {
  notify(options: Record<string, unknown>, told?: Told): unknown;
}

const load = async (): Promise<NotifierModule> => {
  const { default: notifier } = await import("node-notifier");
  // Its types lack what its helpers on Windows and macOS take.
  return { notify: (options, told) => notifier.notify(options, told) };
};

// The helpers join labels with commas, or read them back from `name=value;` pairs.
const labelsOf = (notice: Notice) =>
  notice.actions.slice(0, mostActions).map(({ label }) => labelOf(label.replaceAll(/[,;="\\]/g, " ")));

const numberOf = (id: string) => createHash("sha256").update(id).digest().readUInt32BE() % 2_000_000_000;

const onMac = (notice: Notice, labels: string[]) => {
  const { title, subtitle, body } = noticeText(notice);
  return {
    title,
    subtitle,
    message: body || " ",
    sound: notice.sound && notice.loudness !== "silent",
    timeout: waitSeconds,
    closeLabel: "Close",
    // It has either buttons or a field.
    ...(labels.length > 0 ? { actions: labels, dropdownLabel: "Answer" } : { reply: notice.reply !== null }),
  };
};

const onWindows = (notice: Notice, labels: string[]) => {
  const { title, subtitle, body } = noticeText(notice);
  return {
    title,
    message: [subtitle, body].filter(Boolean).join("\n") || " ",
    sound: notice.sound && notice.loudness !== "silent",
    id: numberOf(notice.id),
    wait: true,
    ...(labels.length > 0 ? { actions: labels } : {}),
  };
};

const textOf = (record: unknown, key: string): string => {
  if (typeof record !== "object" || record === null || !(key in record)) return "";
  const value = (record as Record<string, unknown>)[key];
  return typeof value === "string" ? value : "";
};

const answerOf = (labels: string[], response: unknown, metadata: unknown): HelperAnswer => {
  const type = textOf(metadata, "activationType");
  const value = textOf(metadata, "activationValue");
  if (type === "replied") return value.trim() === "" ? null : { type: "replied", text: value.trim() };
  // macOS says the label beside the type, Windows instead of it.
  const label = type === "actionClicked" ? value : textOf(metadata, "button");
  const index = labels.findIndex((one) => one === label);
  if (index >= 0) return { type: "chosen", index };
  return response === "activate" ? { type: "opened" } : null;
};

const can: Record<"darwin" | "win32", Omit<NoticeCapabilities, "problem" | "surface">> = {
  darwin: { server: "terminal-notifier", actions: true, reply: true, update: false, withdraw: false, clicks: true },
  win32: { server: "SnoreToast", actions: true, reply: false, update: true, withdraw: true, clicks: true },
};

/** Notifications of macOS and Windows for a hub without Electron: node-notifier brings the helper programs. */
export const createNodeNotifierSurface = (
  platform: "darwin" | "win32",
  loadNotifier: () => Promise<NotifierModule> = load,
): NoticeSurface => {
  const start = async (notice: Notice): Promise<HelperRun> => {
    const { notify } = await loadNotifier();
    const labels = labelsOf(notice);
    const options = platform === "darwin" ? onMac(notice, labels) : onWindows(notice, labels);
    const { promise: done, resolve, reject } = Promise.withResolvers<HelperAnswer>();
    notify(options, (error, response, metadata) => {
      if (error) reject(new NoticeProblem("helper-failed"));
      else resolve(answerOf(labels, response, metadata));
    });
    const take = () => {
      if (platform === "win32") notify({ remove: numberOf(notice.id) }, () => undefined);
      resolve(null);
    };
    return { done, take };
  };
  return createHelperSurface({
    capabilities: async () => ({ surface: "node-notifier", ...can[platform], problem: null }),
    start,
  });
};
