import { z } from "zod";
import { Id, Instant } from "./common.ts";

/** What may deserve a person's attention; `waiting`, `failed` and `done` are steps into a session's state. */
export const attentionKinds = [
  "approval",
  "question",
  "waiting",
  "urgent",
  "mention",
  "failed",
  "done",
  "stalled",
  "message",
] as const;
export const AttentionKind = z.enum(attentionKinds);
export type AttentionKind = z.infer<typeof AttentionKind>;

/** How much of a session a person wants to be told: everything, what needs them, or nothing. */
export const attentionLevels = ["all", "needs-me", "none"] as const;
export const AttentionLevel = z.enum(attentionLevels);
export type AttentionLevel = z.infer<typeof AttentionLevel>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 22:00");

const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};
/** A name of the IANA time zone database, e.g. `Europe/Berlin`. */
export const TimeZone = z.string().max(100).refine(isTimeZone, "must be a time zone like Europe/Berlin");

/** From a time of the day to another, which is on the next day when it is not later; `days` are those it begins on, 1 is Monday. */
export const QuietSpan = z.object({
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: TimeOfDay,
  to: TimeOfDay,
});
export type QuietSpan = z.infer<typeof QuietSpan>;

/** What comes through while it is quiet. */
export const QuietExceptions = z.enum(["nothing", "urgent-and-approvals"]);
export type QuietExceptions = z.infer<typeof QuietExceptions>;

export const QuietHours = z.object({
  enabled: z.boolean(),
  timeZone: TimeZone,
  spans: z.array(QuietSpan).max(20),
  lets: QuietExceptions,
});
export type QuietHours = z.infer<typeof QuietHours>;

/** What to do with something that nobody has answered or read after so many minutes. */
export const Escalation = z.object({
  afterMinutes: z.number().int().min(1).max(1440).nullable().meta({ description: "null: never" }),
  toPages: z.boolean().meta({ description: "Browsers and phones of the person that have the screen open" }),
  toWebhook: z.boolean(),
});
export type Escalation = z.infer<typeof Escalation>;

/** How a person wants to be notified. */
export const AttentionPreferences = z.object({
  level: AttentionLevel.meta({ description: "For sessions without a level of their own" }),
  done: z.boolean().meta({ description: "Whether the end of a session's work is told" }),
  stalled: z.boolean().meta({ description: "Whether it is told, softly, that a session gives no sign any more" }),
  sound: z.boolean(),
  pages: z.boolean().meta({ description: "Whether open pages in browsers are told at once, not only by escalation" }),
  quietHours: QuietHours,
  doNotDisturb: z.object({ until: Instant.nullable(), lets: QuietExceptions }),
  escalation: Escalation,
  webhook: z
    .object({ url: z.url({ protocol: /^https?$/ }).max(2000) })
    .nullable()
    .meta({ description: "Called for what is escalated; only an owner may set it" }),
});
export type AttentionPreferences = z.infer<typeof AttentionPreferences>;

/** How long a person wants to be left alone. The hub knows when that ends: `tomorrow` is the next morning in their time zone. */
export const doNotDisturbChoices = ["30-minutes", "1-hour", "tomorrow"] as const;
export const DoNotDisturbChoice = z.enum(doNotDisturbChoices);
export type DoNotDisturbChoice = z.infer<typeof DoNotDisturbChoice>;

export const AttentionChange = AttentionPreferences.extend({
  doNotDisturbFor: DoNotDisturbChoice.meta({ description: "Sets when do not disturb ends, from now on" }),
}).partial();
export type AttentionChange = z.infer<typeof AttentionChange>;

/** What the computer that the hub runs on can do with a notification. */
export const NoticeCapabilities = z.object({
  surface: z.enum(["electron", "dbus", "node-notifier", "notify-send", "none"]),
  server: z.string().nullable().meta({ description: "Name and version of the notification server, where it tells" }),
  actions: z.boolean().meta({ description: "Buttons" }),
  reply: z.boolean().meta({ description: "A field to type an answer in" }),
  update: z.boolean().meta({ description: "One that is shown can be changed" }),
  withdraw: z.boolean().meta({ description: "One that is shown can be taken away" }),
  clicks: z.boolean().meta({ description: "A click on it is told" }),
  problem: z.string().nullable().meta({ description: "Why none can be shown, in words for the person" }),
});
export type NoticeCapabilities = z.infer<typeof NoticeCapabilities>;

export const AttentionAnswer = z.object({
  preferences: AttentionPreferences,
  quietUntil: Instant.nullable().meta({ description: "Until when it is quiet now, by quiet hours or do not disturb" }),
  capabilities: NoticeCapabilities.nullable().meta({ description: "null: the hub shows no native notifications" }),
  webhookSecret: z
    .string()
    .optional()
    .meta({ description: "What calls of a new webhook are signed with; shown this once" }),
});
export type AttentionAnswer = z.infer<typeof AttentionAnswer>;

/** Why something was shown or kept back. Screens have the words. */
export const attentionReasons = [
  "needs-you",
  "wanted",
  "escalated",
  "digest",
  "bundled",
  "test",
  "looking",
  "read",
  "answered",
  "over",
  "already-shown",
  "muted",
  "snoozed",
  "level",
  "kind-off",
  "quiet-hours",
  "do-not-disturb",
  "off",
  "no-surface",
  "failed",
] as const;
export const AttentionReason = z.enum(attentionReasons);
export type AttentionReason = z.infer<typeof AttentionReason>;

/** One decision about one thing and one place where it may be told, as the settings explain it. */
export const AttentionDecision = z.object({
  id: Id,
  at: Instant,
  kind: z.union([AttentionKind, z.literal("digest"), z.literal("test")]),
  sessionId: Id.nullable(),
  title: z.string().meta({ description: "The session's title" }),
  target: z.object({
    type: z.enum(["desktop", "page", "webhook"]),
    name: z.string().meta({ description: "The device's name, or the webhook's host" }),
  }),
  outcome: z.enum(["shown", "updated", "held", "dropped", "withdrawn"]),
  reason: AttentionReason,
  until: Instant.nullable().meta({ description: "Until when it is kept back, or snoozed" }),
});
export type AttentionDecision = z.infer<typeof AttentionDecision>;
export const AttentionDecisions = z.object({
  items: z.array(AttentionDecision).meta({ description: "Newest first, at most 50" }),
});

export const TestNoticeAnswer = z.object({
  isShown: z.boolean(),
  capabilities: NoticeCapabilities.nullable(),
  problem: z.string().nullable(),
});
export type TestNoticeAnswer = z.infer<typeof TestNoticeAnswer>;

/** A notification as an open page in a browser gets it on the stream. One with the same id takes the place of the other. */
export const PageNotice = z.object({
  id: z.string(),
  kind: z.union([AttentionKind, z.literal("digest"), z.literal("test")]),
  loudness: z.enum(["silent", "normal", "urgent"]),
  sound: z.boolean().meta({ description: "Whether it may make a sound" }),
  sessionId: Id.nullable(),
  messageSeq: z.number().int().nullable(),
  title: z.string(),
  subtitle: z.string(),
  body: z.string(),
});
export type PageNotice = z.infer<typeof PageNotice>;
