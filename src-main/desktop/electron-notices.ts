import { randomBytes } from "node:crypto";
import type { ActivationArguments, NativeImage, Notification, NotificationConstructorOptions } from "electron";
import { z } from "zod";
import type { HubConfig } from "../hub.ts";
import { createNoticeEvents } from "../platform/notices/events.ts";
import { NoticeProblem } from "../platform/notices/problem.ts";
import { labelOf, noticeText } from "../platform/notices/text.ts";
import { keyOf, readKey } from "./notice-key.ts";
import { toastXml } from "./toast-xml.ts";

export type NoticeSurface = NonNullable<HubConfig["surface"]>;
type Notice = Parameters<NoticeSurface["show"]>[0];
type NoticeEvent = Parameters<Parameters<NoticeSurface["onEvent"]>[0]>[0];

/** As much of Electron's class as is used. */
export type NotificationClass = Pick<typeof Notification, "isSupported" | "handleActivation" | "getHistory"> &
  (new (
    options: NotificationConstructorOptions,
  ) => Notification);

export interface ElectronNoticesParts {
  Notification: NotificationClass;
  platform: NodeJS.Platform;
  icon: NativeImage;
  /** What Electron says on a Mac of what started the app; nothing of use where no notification did. */
  launchedBy?: unknown;
}

interface Held {
  noticeId: string;
  actions: readonly string[];
  shown: Notification;
  /** This showing of it. */
  tag: string;
}

// Electron forgets a notification that nobody holds, and its click with it; a computer left alone must not hold all.
const mostHeld = 100;
const mostActions = 5;
const showWaitMs = 3000;

const optionsOf = (notice: Notice, tag: string, { platform, icon }: ElectronNoticesParts) => {
  const text = noticeText(notice);
  const shownActions = notice.actions.slice(0, mostActions);
  const labels = shownActions.map(({ label }) => labelOf(label));
  const key = keyOf({ id: notice.id, actions: shownActions.map(({ id }) => id) });
  const silent = notice.loudness === "silent" || !notice.sound;
  const stays = notice.loudness === "urgent";
  const placeholder = notice.reply === null ? null : labelOf(notice.reply.placeholder);
  const options: NotificationConstructorOptions = {
    title: text.title,
    silent,
    actions: labels.map((label) => ({ type: "button", text: label })),
    ...(placeholder === null ? {} : { hasReply: true, replyPlaceholder: placeholder }),
  };
  const below = [text.subtitle, text.body].filter((line) => line !== "").join("\n");
  if (platform === "darwin") {
    // A Mac shows the app's own icon already, and has a line for the subtitle.
    return { ...options, id: `${tag}.${key}`, subtitle: text.subtitle, body: text.body };
  }
  if (platform === "win32") {
    const xml = toastXml({ text, tag, key, labels, placeholder, stays, silent });
    return { ...options, id: tag, body: below, icon, toastXml: xml };
  }
  const urgency = { silent: "low", normal: "normal", urgent: "critical" } as const;
  // Electron leaves buttons and the field out here. The body may be read as markup with links and pictures, and nothing tells whether it is.
  const body = below.replaceAll("<", "‹").replaceAll(">", "›").replaceAll("&", "＆");
  return { ...options, body, icon, urgency: urgency[notice.loudness] };
};

/** Whether the system shows it: it says so, or at least nothing against it. */
const shownOrFailed = async (shown: Notification): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, showWaitMs);
    shown.once("show", () => {
      clearTimeout(timer);
      resolve();
    });
    shown.once("failed", (_event, error) => {
      clearTimeout(timer);
      reject(new NoticeProblem(/settings|allowed|denied|privilege/i.test(error) ? "not-allowed" : "refused"));
    });
    shown.show();
  });

/** Those that are shown, by what Muster calls them. */
const createHeld = (emit: (event: NoticeEvent) => void) => {
  const held = new Map<string, Held>();
  const answered = new Set<string>();
  const isHeld = (one: Held) => held.get(one.noticeId) === one;
  /** Once for each showing: Windows tells the same twice. Also when it was taken away meanwhile: that may be told to the person. */
  const answer = (tag: string, event: NoticeEvent) => {
    if (answered.has(tag)) return;
    if (answered.size >= mostHeld) answered.clear();
    answered.add(tag);
    emit(event);
  };
  const drop = (noticeId: string) => {
    const one = held.get(noticeId);
    held.delete(noticeId);
    return one;
  };
  const listen = (one: Held) => {
    const { noticeId: id, shown, actions, tag } = one;
    shown.on("click", () => answer(tag, { type: "opened", id }));
    shown.on("action", ({ actionIndex }) => {
      const actionId = actions[actionIndex];
      if (actionId !== undefined) answer(tag, { type: "chosen", id, actionId });
    });
    shown.on("reply", ({ reply }) => {
      if (reply.trim() !== "") answer(tag, { type: "replied", id, text: reply.trim() });
    });
    shown.on("close", ({ reason }) => {
      // What ran out is still in the system's list, to be answered from there.
      if (!isHeld(one) || reason === "timedOut" || reason === "applicationHidden") return;
      held.delete(id);
      answer(tag, { type: "dismissed", id });
    });
  };
  return {
    of: (noticeId: string) => held.get(noticeId),
    answer,
    drop,
    keep: (noticeId: string, actions: readonly string[], tag: string, shown: Notification) => {
      const one = { noticeId, actions, shown, tag };
      held.set(noticeId, one);
      listen(one);
      const oldest = held.keys().next().value;
      if (held.size > mostHeld && oldest !== undefined) held.delete(oldest);
    },
    all: () => [...held.keys()],
  };
};

type HeldOnes = ReturnType<typeof createHeld>;

/** Answers to what this or an earlier run of the app showed, as Windows brings them: also the one that started the app. */
const takeActivations =
  (held: HeldOnes) =>
  ({ arguments: raw, type, actionIndex, reply }: ActivationArguments) => {
    const brought = new URLSearchParams(raw);
    const known = readKey(brought.get("key"));
    if (known === null) return;
    const { id, actions } = known;
    const actionId = actions[actionIndex ?? -1];
    let event: NoticeEvent | null = { type: "opened", id };
    if (type === "action") event = actionId === undefined ? null : { type: "chosen", id, actionId };
    if (type === "reply") event = reply?.trim() ? { type: "replied", id, text: reply.trim() } : null;
    if (event !== null) held.answer(brought.get("tag") ?? "", event);
  };

// https://www.electronjs.org/docs/latest/api/structures/notification-response
const LaunchResponse = z.object({
  identifier: z.string(),
  actionIdentifier: z.string(),
  userText: z.string().optional(),
});

/** The answer that started the app on a Mac, if one did. */
const takeLaunch = (held: HeldOnes, launchedBy: unknown) => {
  const response = LaunchResponse.safeParse(launchedBy).data;
  const [tag = "", key] = response?.identifier.split(".") ?? [];
  const known = readKey(key);
  if (response === undefined || known === null) return;
  const { id, actions } = known;
  const [, index] = /^ACTION_(\d)$/.exec(response.actionIdentifier) ?? [];
  const actionId = index === undefined ? undefined : actions[Number(index)];
  const text = response.userText?.trim() ?? "";
  if (actionId !== undefined) held.answer(tag, { type: "chosen", id, actionId });
  else if (text !== "") held.answer(tag, { type: "replied", id, text });
  else held.answer(tag, { type: "opened", id });
};

/** Takes up what an earlier run of the app left in a Mac's Notification Center, to hear of answers there. */
const takeUpHistory = async (held: HeldOnes, history: Promise<Notification[]>) => {
  for (const shown of await history) {
    const [tag = "", key] = shown.id.split(".");
    const known = readKey(key);
    if (known !== null && held.of(known.id) === undefined) held.keep(known.id, known.actions, tag, shown);
  }
};

/**
 * Notifications by Electron: macOS and Windows with buttons and a field for a reply, Linux with a click. On macOS and
 * Windows they outlive the app, and an answer starts it again.
 */
export const createElectronNotices = (parts: ElectronNoticesParts): NoticeSurface => {
  const { Notification: Class, platform } = parts;
  const isRich = platform === "darwin" || platform === "win32";
  const events = createNoticeEvents();
  const held = createHeld(events.emit);
  let problem: NoticeProblem | null = null;
  if (platform === "win32") Class.handleActivation(takeActivations(held));
  if (platform === "darwin") takeLaunch(held, parts.launchedBy);
  if (platform === "darwin") void takeUpHistory(held, Class.getHistory()).catch(() => undefined);
  const take = (id: string) => held.drop(id)?.shown.close();

  return {
    capabilities: async () => ({
      surface: "electron",
      server: null,
      actions: isRich,
      reply: isRich,
      update: true,
      withdraw: true,
      clicks: true,
      problem: Class.isSupported() ? (problem?.message ?? null) : new NoticeProblem("unsupported").message,
    }),
    show: async (notice) => {
      if (!Class.isSupported()) throw new NoticeProblem("unsupported");
      take(notice.id);
      const tag = randomBytes(8).toString("hex");
      const shown = new Class(optionsOf(notice, tag, parts));
      const actions = notice.actions.map(({ id }) => id);
      held.keep(notice.id, actions, tag, shown);
      try {
        await shownOrFailed(shown);
        problem = null;
      } catch (error) {
        held.drop(notice.id);
        problem = error instanceof NoticeProblem ? error : null;
        throw error;
      }
    },
    withdraw: take,
    onEvent: events.onEvent,
    close: () => {
      if (!isRich) for (const id of held.all()) take(id);
    },
  };
};
