import type { PersonSession } from "#contract/session.ts";
import { type Group, type GroupName, groupWords } from "./groups.ts";

/** One line of the list: a group's heading or a session. */
export type Item =
  | { type: "heading"; key: string; name: GroupName; words: string; count: number }
  | { type: "session"; key: string; group: GroupName; session: PersonSession };

export const toItems = (groups: readonly Group[]): Item[] =>
  groups.flatMap(({ name, sessions }): Item[] => [
    { type: "heading", key: `#${name}`, name, words: groupWords[name], count: sessions.length },
    ...sessions.map((session): Item => ({ type: "session", key: session.id, group: name, session })),
  ]);

/** Heights in CSS pixels, the same as in the style sheets: known heights need no measuring while scrolling. */
export const heights = { heading: 34, session: 74, progress: 8 } as const;

export const hasBar = ({ progress, state }: PersonSession): boolean =>
  progress !== null && state !== "done" && state !== "closed" && state !== "failed";

export const heightOf = (item: Item): number => {
  if (item.type === "heading") return heights.heading;
  return heights.session + (hasBar(item.session) ? heights.progress : 0);
};

/** The ids of the list's sessions in order, to go through them. */
export const orderOf = (groups: readonly Group[]): string[] =>
  groups.flatMap(({ sessions }) => sessions.map(({ id }) => id));

/** The id that stands `step` away from another; from nowhere it is the first or last one, and null in an empty list. */
export const stepFrom = (order: readonly string[], from: string | null, step: 1 | -1): string | null => {
  const at = from === null ? -1 : order.indexOf(from);
  if (at === -1) return order.at(step === 1 ? 0 : -1) ?? null;
  return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? null;
};

/** The next one after `from` that needs this person, round the end of the list; null when there is none. */
export const nextNeeding = (groups: readonly Group[], from: string | null): string | null => {
  const needs = groups.find(({ name }) => name === "needs")?.sessions ?? [];
  const ids = needs.filter(({ muted }) => !muted).map(({ id }) => id);
  return ids[(from === null ? -1 : ids.indexOf(from)) + 1] ?? ids[0] ?? null;
};
