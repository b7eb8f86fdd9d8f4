import type { AttentionKind } from "#contract/attention.ts";
import type { Happening, Loudness } from "./happening.ts";
import { isNeed } from "./kinds.ts";
import { loudnessOf } from "./loudness.ts";

/** Something that was kept back, and is still true. */
export interface HeldBack extends Pick<Happening, "kind" | "sessionId" | "messageSeq"> {
  /** The session's title. */
  title: string;
}

/** What is told when a quiet time is over: nothing, the one thing itself with all its buttons, or one notice about all. */
export type Digest<Item extends HeldBack> =
  | { type: "none" }
  | { type: "one"; item: Item }
  | {
      type: "digest";
      loudness: Loudness;
      title: string;
      body: string;
      /** Null when it is about several sessions. */
      sessionId: string | null;
      /** The first of its messages, when all are of one session. */
      messageSeq: number | null;
    };

// The most pressing first, which is the order that a digest names them in.
const words: Record<AttentionKind, (count: number) => string> = {
  urgent: (count) => (count === 1 ? "1 urgent message" : `${count} urgent messages`),
  approval: (count) => (count === 1 ? "1 approval" : `${count} approvals`),
  question: (count) => (count === 1 ? "1 question" : `${count} questions`),
  waiting: () => "waiting for you",
  mention: (count) => (count === 1 ? "1 mention" : `${count} mentions`),
  failed: () => "failed",
  done: () => "done",
  message: (count) => (count === 1 ? "1 message" : `${count} messages`),
  stalled: () => "quiet",
};
const order = Object.keys(words) as AttentionKind[];
const rank = (kind: AttentionKind) => order.indexOf(kind);

const countsOf = (items: readonly HeldBack[]): string => {
  const counts = new Map<AttentionKind, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return order
    .flatMap((kind) => {
      const count = counts.get(kind);
      return count === undefined ? [] : words[kind](count);
    })
    .join(", ");
};

const loudest = (items: readonly HeldBack[]): Loudness => {
  const all = new Set(items.map(({ kind }) => loudnessOf(kind)));
  return (["urgent", "normal"] as const).find((loudness) => all.has(loudness)) ?? "silent";
};

/** As many lines as a notification has room for. */
const MOST_SESSIONS = 5;

const ofMany = (sessions: readonly HeldBack[][]) => {
  const pressing = sessions.filter((items) => items.some(({ kind }) => isNeed(kind))).length;
  const needs = pressing === 1 ? "1 session needs you" : `${pressing} sessions need you`;
  const title = pressing === 0 ? `News of ${sessions.length} sessions` : needs;
  const lines = sessions.slice(0, MOST_SESSIONS).map((items) => `${items[0]?.title}: ${countsOf(items)}`);
  const left = sessions.length - lines.length;
  if (left > 0) lines.push(left === 1 ? "and 1 more session" : `and ${left} more sessions`);
  return { title, body: lines.join("\n"), sessionId: null, messageSeq: null };
};

const ofOne = ({ title, sessionId }: HeldBack, items: readonly HeldBack[]) => {
  const seqs = items.flatMap(({ messageSeq }) => messageSeq ?? []);
  return {
    title,
    body: countsOf(items),
    sessionId,
    messageSeq: seqs.length === 0 ? null : Math.min(...seqs),
  };
};

const mostPressing = (items: readonly HeldBack[]) => Math.min(...items.map(({ kind }) => rank(kind)));

const bySession = (items: readonly HeldBack[]): HeldBack[][] => {
  const sessions = new Map<string, HeldBack[]>();
  for (const item of items) {
    const own = sessions.get(item.sessionId);
    if (own === undefined) sessions.set(item.sessionId, [item]);
    else own.push(item);
  }
  return [...sessions.values()].toSorted((a, b) => mostPressing(a) - mostPressing(b) || b.length - a.length);
};

/**
 * Sums up what was kept back from one target. `items` are those that `decide` would show now; the sessions with the most
 * pressing things come first.
 */
export const digestOf = <Item extends HeldBack>(items: readonly Item[]): Digest<Item> => {
  const [first] = items;
  if (first === undefined) return { type: "none" };
  if (items.length === 1) return { type: "one", item: first };
  const sessions = bySession(items);
  return {
    type: "digest",
    loudness: loudest(items),
    ...(sessions.length === 1 ? ofOne(first, items) : ofMany(sessions)),
  };
};
