import type {
  AttentionDecision,
  AttentionLevel,
  AttentionReason,
  DoNotDisturbChoice,
  NoticeCapabilities,
  QuietExceptions,
  QuietSpan,
} from "#contract/attention.ts";

/** How much of a session a person wants to be told. */
export const attentionLevelWords: Record<AttentionLevel, { label: string; help: string }> = {
  all: { label: "Everything", help: "Every message of an agent, and all below." },
  "needs-me": { label: "What needs me", help: "Approvals, questions, urgent messages, your name, failures." },
  none: { label: "Nothing", help: "No notification. The list still shows what happens." },
};

/** A session's own level, in its menu; `default` is the one of all sessions. */
export const sessionLevelWords: Record<AttentionLevel | "default", string> = {
  default: "Notify as for all sessions",
  all: "Notify of everything",
  "needs-me": "Notify of what needs me",
  none: "Notify of nothing",
};

export const exceptionWords: Record<QuietExceptions, string> = {
  nothing: "Nothing comes through",
  "urgent-and-approvals": "Urgent and approvals come through",
};

export const doNotDisturbWords: Record<DoNotDisturbChoice, string> = {
  "30-minutes": "For 30 minutes",
  "1-hour": "For an hour",
  tomorrow: "Until tomorrow morning",
};

type Kind = AttentionDecision["kind"];

/** What a decision was about. */
export const attentionKindWords: Record<Kind, string> = {
  approval: "Asks leave",
  question: "Asks something",
  waiting: "Waits for you",
  urgent: "Urgent message",
  mention: "Named you",
  failed: "Failed",
  done: "Done",
  stalled: "Gives no sign",
  message: "Message",
  digest: "What came meanwhile",
  test: "Test",
};

type Outcome = AttentionDecision["outcome"];

export const outcomeWords: Record<Outcome, string> = {
  shown: "Shown",
  updated: "Added to one that was shown",
  held: "Kept back",
  dropped: "Not shown",
  withdrawn: "Taken away",
};

const reasonWords: Record<AttentionReason, string> = {
  "needs-you": "it needs you",
  wanted: "you want to be told of it",
  escalated: "nobody answered elsewhere in time",
  digest: "it was kept back until then",
  bundled: "several came at once",
  test: "you tried it",
  looking: "you were looking at the discussion",
  read: "you have read it",
  answered: "it was answered",
  over: "it needs nobody any more",
  "already-shown": "it was shown here before",
  muted: "the session is muted",
  snoozed: "the session is snoozed",
  level: "it is not among what you want to be told",
  "kind-off": "this kind is off in the settings",
  "quiet-hours": "quiet hours",
  "do-not-disturb": "do not disturb",
  off: "notifications are off there",
  "no-surface": "nothing there can show it",
  failed: "showing it failed",
};

/** Outcome and reason in one sentence; `until` is a time in words. */
export const decisionWords = (
  { outcome, reason }: Pick<AttentionDecision, "outcome" | "reason">,
  until: string | null,
): string => `${outcomeWords[outcome]}: ${reasonWords[reason]}${until === null ? "" : ` until ${until}`}`;

/** Where something was told or would have been. */
export const targetWords = ({ type, name }: AttentionDecision["target"]): string =>
  type === "desktop" ? "on the desktop" : type === "webhook" ? `to ${name}` : `in ${name}`;

const can = (isAble: boolean, words: string, otherwise: string) => (isAble ? words : otherwise);

/** What the hub's computer can do with notifications: `GNOME Shell 45: buttons, no typing into notifications`. */
export const capabilityWords = (capabilities: NoticeCapabilities): string => {
  const { server, surface, actions, reply, clicks, withdraw, problem } = capabilities;
  if (problem !== null) return problem;
  const does = [
    can(clicks, "clicks open the discussion", "clicks do nothing"),
    can(actions, "buttons to answer", "no buttons"),
    can(reply, "typing an answer", "no typing into notifications"),
    can(withdraw, "taken away when answered elsewhere", "not taken away when answered elsewhere"),
  ];
  return `${server ?? surfaceWords[surface]}: ${does.join(", ")}.`;
};

const surfaceWords: Record<NoticeCapabilities["surface"], string> = {
  electron: "This system",
  dbus: "The desktop’s notification service",
  "node-notifier": "The system’s notification program",
  "notify-send": "notify-send",
  none: "This system",
};

const dayNames = Array.from({ length: 7 }, (_unused, index) => {
  // 2024-01-01 was a Monday.
  const day = Date.UTC(2024, 0, 1 + index);
  const name = (weekday: "short" | "long") =>
    new Intl.DateTimeFormat(undefined, { weekday, timeZone: "UTC" }).format(day);
  return { number: index + 1, short: name("short"), long: name("long") };
});

/** The days of the week from Monday, 1 to 7. */
export const weekdays: readonly { number: number; short: string; long: string }[] = dayNames;

const isRow = (days: readonly number[]) =>
  days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1);

const shortDay = (day: number | undefined) => dayNames[(day ?? 1) - 1]?.short ?? "";

const daysWords = (given: readonly number[]): string => {
  const days = given.toSorted((a, b) => a - b);
  if (days.length === 7) return "every day";
  if (days.length > 2 && isRow(days)) return `${shortDay(days[0])} to ${shortDay(days.at(-1))}`;
  return days.map(shortDay).join(", ");
};

/** `Mon to Fri, 22:00 to 08:00 of the next day`. */
export const spanWords = ({ days, from, to }: QuietSpan): string =>
  `${daysWords(days)}, ${from} to ${to}${to <= from ? " of the next day" : ""}`;
