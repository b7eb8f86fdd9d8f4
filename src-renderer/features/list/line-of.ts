import type { PersonSession } from "#contract/session.ts";

/** What the second line of a row says: the one thing that matters most now, and when that was. */
export type RowLine =
  /** Why the agent waits or is blocked, in its words. */
  | { type: "note"; text: string; at: string }
  /** What it does right now. */
  | { type: "activity"; text: string; at: string }
  | { type: "message"; kind: "post" | "reply" | "question" | "approval"; fromName: string; text: string; at: string }
  | { type: "nothing"; at: string };

const isHeldUp = (session: PersonSession) => session.state === "waiting" || session.state === "blocked";

const leaveWords = (count: number) =>
  count === 1 ? "Asks leave for a tool call" : `Asks leave for ${count.toLocaleString()} tool calls`;

/** What it asks leave for goes first, then a note of why it stands still, then what it does since its last message, then that message. */
export const lineOf = (session: PersonSession): RowLine => {
  const { lastMessage: last, activity, stateNote, state, createdAt, attention, openApprovals } = session;
  // Instants are all written alike, so that text order is time order.
  const latest =
    [last?.at, activity?.at]
      .filter((at) => at !== undefined)
      .toSorted()
      .at(-1) ?? createdAt;
  if (attention === "approval" && last?.kind !== "approval")
    return { type: "note", text: leaveWords(openApprovals), at: latest };
  if (attention !== "approval" && stateNote !== null && isHeldUp(session))
    return { type: "note", text: stateNote, at: latest };
  if (attention !== "approval" && state === "working" && activity && (last === null || activity.at > last.at))
    return { type: "activity", text: activity.text, at: activity.at };
  if (last === null) return { type: "nothing", at: createdAt };
  return { type: "message", kind: last.kind, fromName: last.fromName, text: last.preview, at: last.at };
};
