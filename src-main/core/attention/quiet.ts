import type { AttentionKind, AttentionPreferences, QuietExceptions } from "#contract/attention.ts";
import { isLetThrough } from "./kinds.ts";
import { endOfQuietHours } from "./quiet-hours.ts";

/** Something that keeps notifications back. */
interface Silence<By> {
  by: By;
  lets: QuietExceptions;
  /** When it ends if it lasts at `at`; null, or a time that is past, if it does not. */
  endAt(at: number): number | null;
}

/** Until when it is kept back, and what goes on for so long. */
export interface Held<By> {
  until: number;
  by: By;
}

type Quiet = "do-not-disturb" | "quiet-hours";

// In the order in which they are named when they end together: what is ended most easily comes first.
const quietsOf = ({ doNotDisturb, quietHours }: AttentionPreferences): Silence<Quiet>[] => {
  const until = doNotDisturb.until === null ? null : Date.parse(doNotDisturb.until);
  return [
    { by: "do-not-disturb", lets: doNotDisturb.lets, endAt: () => until },
    { by: "quiet-hours", lets: quietHours.lets, endAt: (at) => endOfQuietHours(quietHours, at) },
  ];
};

/** Hours that are always quiet have no end, so it is looked for in as long as spans repeat in. */
const FURTHEST_MS = 8 * 86_400_000;

/** Each may begin while another one lasts, so they are followed until a moment that none is in. */
const endOfAll = <By>(silences: readonly Silence<By>[], now: number): Held<By> | null => {
  let end: Held<By> | null = null;
  for (let at = now; at - now <= FURTHEST_MS; ) {
    let next: Held<By> | null = null;
    for (const { by, endAt } of silences) {
      const until = endAt(at);
      if (until !== null && until > (next?.until ?? at)) next = { until, by };
    }
    if (next === null) break;
    end = next;
    at = next.until;
  }
  return end;
};

/**
 * Until when this kind of thing is kept back, and by what that goes on for so long; null when it is not. Times are
 * milliseconds since the epoch.
 */
export const heldUntil = (
  kind: AttentionKind,
  preferences: AttentionPreferences,
  snoozedUntil: number | null,
  now: number,
): Held<Quiet | "snoozed"> | null => {
  const snooze = { by: "snoozed", lets: "nothing", endAt: () => snoozedUntil } as const;
  const silences: Silence<Quiet | "snoozed">[] = [snooze, ...quietsOf(preferences)];
  return endOfAll(
    silences.filter(({ lets }) => !isLetThrough(kind, lets)),
    now,
  );
};

/**
 * Until when it is quiet for a person, by their quiet hours and do not disturb together, and which of them ends it; null
 * when it is not quiet. What they let through does not count. Milliseconds since the epoch.
 */
export const quietUntil = (preferences: AttentionPreferences, now: number): Held<Quiet> | null =>
  endOfAll(quietsOf(preferences), now);
