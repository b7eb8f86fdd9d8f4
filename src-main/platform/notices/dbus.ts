import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { Variant } from "dbus-native";
import type { Notice, NoticeSurface } from "../../core/attention/notice.ts";
import { createNoticeEvents } from "./events.ts";
import { createNotificationServer, type ServerFacts } from "./notification-server.ts";
import { NoticeProblem } from "./problem.ts";
import { labelOf, noticeText } from "./text.ts";
import { createTurns } from "./turns.ts";

export interface DbusSurfaceOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** The app's icon: a file that others can read, or its name in the system's theme. */
  icon?: string;
  /** Told before the event of a click on Wayland: with it, a window that is opened may come to the front. */
  onActivationToken?(token: string): void;
  /** Milliseconds that only go up. */
  now?: () => number;
}

interface Shown {
  id: string;
  serverId: number;
  /** What each key that the server was given stands for. */
  actions: ReadonlyMap<string, string>;
  /** Whether the server was told to take it away, and whether it has. */
  state: "shown" | "taken" | "gone";
}

// GNOME shows three buttons, others as many as fit.
const mostActions = 5;
const mostShown = 500;
const longestReply = 100_000;

const urgency = { silent: 0, normal: 1, urgent: 2 } as const;
// The name of the app's file in the desktop's menu, by which its settings know it.
const desktopEntry = "dev.muster.app";
const closedBy = { expired: 1, person: 2 } as const;
const byServer = -1;
const never = 0;

// The body is markup where a server says so.
// https://specifications.freedesktop.org/notification-spec/latest/markup.html
const escapeMarkup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// Some read markup that say they don't: what looks like a tag or an entity to them does so no more.
const unlikeMarkup = (text: string): string => text.replaceAll(/<(?=[a-z/!])/gi, "‹").replaceAll(/&(?=#?\w+;)/g, "＆");

const actionsOf = (notice: Notice, has: ReadonlySet<string>, serial: number) => {
  const flat: string[] = [];
  const meaning = new Map<string, string>();
  if (!has.has("actions")) return { flat, meaning };
  flat.push("default", "Open");
  for (const [index, { id, label }] of notice.actions.slice(0, mostActions).entries()) {
    // One that is changed has other keys: a click on what it was is never taken for another.
    const key = `button-${serial}-${index}`;
    meaning.set(key, id);
    flat.push(key, labelOf(label));
  }
  // https://invent.kde.org/plasma/plasma-workspace: `inline-reply` with its hints, which others have taken over.
  if (notice.reply !== null && has.has("inline-reply")) flat.push("inline-reply", "Reply");
  return { flat, meaning };
};

const hintsOf = (notice: Notice, has: ReadonlySet<string>) => ({
  urgency: new Variant("y", urgency[notice.loudness]),
  "desktop-entry": new Variant("s", desktopEntry),
  category: new Variant("s", notice.kind === "done" ? "transfer.complete" : "im.received"),
  ...(notice.loudness === "silent" || !notice.sound ? { "suppress-sound": new Variant("b", true) } : {}),
  ...(notice.reply !== null && has.has("inline-reply")
    ? { "x-kde-reply-placeholder-text": new Variant("s", labelOf(notice.reply.placeholder)) }
    : {}),
});

/** The arguments of `Notify`, and what the keys of its actions stand for. */
const callOf = (
  notice: Notice,
  { capabilities: has }: ServerFacts,
  { replaces, icon, serial }: { replaces: number; icon: string; serial: number },
) => {
  const { title, subtitle, body } = noticeText(notice);
  const { flat, meaning } = actionsOf(notice, has, serial);
  const text = [subtitle, body].filter((part) => part !== "").join("\n");
  const summary = has.has("body") ? title : [title, text.replaceAll("\n", " · ")].filter(Boolean).join(": ");
  const markedUp = has.has("body-markup") ? escapeMarkup(text) : unlikeMarkup(text);
  const expires = notice.loudness === "urgent" ? never : byServer;
  const args = ["Muster", replaces, icon, summary, markedUp, flat, hintsOf(notice, has), expires];
  return { args, actions: meaning };
};

/** Knows which notification the server's numbers stand for. A server that was started again counts anew. */
const createShown = () => {
  const byNotice = new Map<string, Shown>();
  const byNumber = new Map<number, Shown>();
  return {
    of: (id: string) => byNotice.get(id),
    numbered: (serverId: unknown) => (typeof serverId === "number" ? byNumber.get(serverId) : undefined),
    keep: (one: Shown) => {
      byNotice.set(one.id, one);
      byNumber.set(one.serverId, one);
    },
    /** It is to go; its number stays known, since a click may be on its way, or come from the server's list of old ones. */
    take: (id: string) => {
      const one = byNotice.get(id);
      byNotice.delete(id);
      if (one === undefined) return undefined;
      byNumber.set(one.serverId, { ...one, state: "taken" });
      const [oldest] = byNumber.keys();
      if (byNumber.size > 2 * mostShown && oldest !== undefined) byNumber.delete(oldest);
      return one;
    },
    /** It has gone. */
    drop: (one: Shown) => {
      if (one.state === "shown") byNumber.delete(one.serverId);
      else byNumber.set(one.serverId, { ...one, state: "gone" });
      if (byNotice.get(one.id)?.serverId === one.serverId) byNotice.delete(one.id);
    },
    /** One too many, the oldest. */
    surplus: () => (byNotice.size > mostShown ? byNotice.keys().next().value : undefined),
    all: () => byNotice.keys(),
    clear: () => {
      byNotice.clear();
      byNumber.clear();
    },
  };
};

type Shows = ReturnType<typeof createShown>;

/** Reads the server's signals. What it does not know, it lets pass: they come for the notifications of all apps. */
const signalReader = (
  shown: Shows,
  emit: ReturnType<typeof createNoticeEvents>["emit"],
  options: DbusSurfaceOptions,
) => {
  // An answer to one that is being taken away counts too: the person is told who was first.
  const answered = ({ id, actions, state }: Shown, actionKey: unknown) => {
    // All apps have this one, and the number may be another's by now; the keys of the buttons are Muster's own.
    if (actionKey === "default") return state === "gone" ? undefined : emit({ type: "opened", id });
    const actionId = typeof actionKey === "string" ? actions.get(actionKey) : undefined;
    if (actionId !== undefined) emit({ type: "chosen", id, actionId });
  };
  const replied = ({ id }: Shown, text: unknown) => {
    const words = typeof text === "string" ? text.slice(0, longestReply).trim() : "";
    if (words !== "") emit({ type: "replied", id, text: words });
  };
  const closed = (one: Shown, why: unknown) => {
    // One that ran out may come back from the server's list of those.
    if (why === closedBy.expired && one.state === "shown") return;
    shown.drop(one);
    if (why === closedBy.person && one.state === "shown") emit({ type: "dismissed", id: one.id });
  };
  return (member: string, [serverId, value]: readonly unknown[]) => {
    const one = shown.numbered(serverId);
    if (one === undefined) return;
    if (member === "ActionInvoked") answered(one, value);
    else if (member === "NotificationReplied") replied(one, value);
    else if (member === "NotificationClosed") closed(one, value);
    else if (member === "ActivationToken" && typeof value === "string") options.onActivationToken?.(value);
  };
};

/**
 * Notifications of the Linux desktop over D-Bus, without a helper program: buttons, replies typed into them and changes,
 * as far as the desktop's server has them. It connects with the first notification, and again after server or bus went.
 * @see https://specifications.freedesktop.org/notification-spec/latest/
 */
export const createDbusSurface = (options: DbusSurfaceOptions): NoticeSurface => {
  const icon = isAbsolute(options.icon ?? "") ? pathToFileURL(options.icon ?? "").href : (options.icon ?? "");
  const events = createNoticeEvents();
  const shown = createShown();
  const turns = createTurns();
  let serial = 0;
  const onSignal = signalReader(shown, events.emit, options);
  const server = createNotificationServer(options.env, { onSignal, onGone: shown.clear }, options.now);

  const notify = async (notice: Notice) => {
    const facts = await server.ready();
    serial += 1;
    const before = shown.of(notice.id);
    const { args, actions } = callOf(notice, facts, { replaces: before?.serverId ?? 0, icon, serial });
    await server.call(facts, "Notify", "susssasa{sv}i", args, (serverId) => {
      if (typeof serverId !== "number") return;
      // What the button said when it was pressed counts.
      const meanings = [...(before?.actions ?? []), ...actions].slice(-2 * mostActions);
      shown.keep({ id: notice.id, serverId, actions: new Map(meanings), state: "shown" });
    });
  };
  const take = (id: string) => {
    const one = shown.take(id);
    if (one !== undefined) server.tell("CloseNotification", "u", [one.serverId]);
  };
  const show = async (notice: Notice) => {
    try {
      await notify(notice);
    } catch (error) {
      // Between two servers, or two buses: the next one shows it.
      const isGone = error instanceof NoticeProblem && ["bus-gone", "no-server"].includes(error.code);
      if (!isGone) throw error;
      await notify(notice);
    }
    const surplus = shown.surplus();
    if (surplus !== undefined) take(surplus);
  };

  return {
    capabilities: async () => {
      const kind = { surface: "dbus" as const, update: true, withdraw: true };
      try {
        const { description, capabilities } = await server.ready();
        const actions = capabilities.has("actions");
        const reply = actions && capabilities.has("inline-reply");
        return { ...kind, server: description, actions, reply, clicks: actions, problem: null };
      } catch (error) {
        const problem = NoticeProblem.of(error).message;
        return { ...kind, server: null, actions: false, reply: false, clicks: false, problem };
      }
    },
    show: async (notice) => turns.run(notice.id, async () => show(notice)),
    withdraw: (id) => void turns.run(id, async () => take(id)),
    onEvent: events.onEvent,
    close: () => {
      turns.close();
      for (const id of shown.all()) take(id);
      server.close();
    },
  };
};
