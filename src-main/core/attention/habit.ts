import type { HabitRecord, SessionRecord } from "../records.ts";
import { needOf } from "../sessions/need.ts";
import type { SessionPatch } from "../store.ts";

const MINUTE_MS = 60_000;
const SHORTEST_MS = 2 * MINUTE_MS;
const LONGEST_MS = 120 * MINUTE_MS;
/** Signs that follow each other faster belong to one step, and say nothing of how long steps take. */
const ONE_STEP_MS = 5000;

/** What is taken for usual before anything is known, and the gaps that it takes to know something. */
const START_MS = 10 * MINUTE_MS;
const ENOUGH_GAPS = 20;

/**
 * The habit follows three times the gap that one in fifty exceeds. Each gap moves it by a share: a longer one far up, a
 * shorter one a little down, so that they balance where one in fifty is longer. The old is forgotten by and by, and a single
 * long pause moves it by this much at most. (Robbins and Monro, "A Stochastic Approximation Method", 1951, on a scale of
 * logarithms.)
 */
const MARGIN = 3;
const UP = 1.6;
const DOWN = 0.99;

const start: HabitRecord = { quietMs: START_MS, gaps: 0, goesOnAt: null, toldAt: null };

/** What of a session says how its agent is heard. */
export type Heard = Pick<SessionRecord, "state" | "openApprovals" | "openQuestions" | "lastHeardAt" | "habit">;

/** Since when a sign is due: the last one, or the answer that its agent waited for. */
const dueSince = ({ lastHeardAt, habit }: Heard): number => Math.max(lastHeardAt, habit?.goesOnAt ?? 0);

const learn = (habit: HabitRecord, gapMs: number): HabitRecord => {
  const wanted = gapMs * MARGIN;
  const moved = wanted > habit.quietMs ? Math.min(habit.quietMs * UP, wanted) : Math.max(habit.quietMs * DOWN, wanted);
  const quietMs = Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, moved)));
  return { ...habit, quietMs, gaps: Math.min(habit.gaps + 1, ENOUGH_GAPS), goesOnAt: null };
};

/**
 * What a sign of a session's agent changes of it: when it was heard last, and its habit where the time since the sign before
 * says something of that. Only time that it worked counts, not what it waited for a person, nor hours that it was away.
 */
export const signAt = (before: Heard, now: number): Pick<SessionPatch, "lastHeardAt" | "habit"> => {
  const gapMs = now - dueSince(before);
  const isWork = before.state === "working" && needOf(before) === null;
  const { habit } = before;
  if (isWork && gapMs >= ONE_STEP_MS && gapMs <= LONGEST_MS)
    return { lastHeardAt: now, habit: learn(habit ?? start, gapMs) };
  // A clock that was set back must not leave an answer in the future.
  const isAhead = habit !== null && (habit.goesOnAt ?? 0) > now;
  return isAhead ? { lastHeardAt: now, habit: { ...habit, goesOnAt: null } } : { lastHeardAt: now };
};

/** What it changes that the agent got the answer that it waited for: from here on a sign is due. */
export const goingOnAt = ({ habit }: Heard, now: number): Pick<SessionPatch, "habit"> => ({
  habit: { ...(habit ?? start), goesOnAt: now },
});

/** What it changes that its being quiet is told: that is so once after each sign. */
export const toldQuiet = (session: Heard): Pick<SessionPatch, "habit"> => ({
  habit: { ...(session.habit ?? start), toldAt: dueSince(session) },
});
export const isToldQuiet = (session: Heard): boolean => session.habit?.toldAt === dueSince(session);

/** How long the agent may give no sign before that is unusual; `usualMs` for one that isn't known well enough. */
export const patienceMs = ({ state, habit }: Heard, usualMs: number): number =>
  state === "working" && habit !== null && habit.gaps >= ENOUGH_GAPS ? habit.quietMs : usualMs;

/**
 * When a session counts as quiet if its agent gives no other sign; null for one that needs a person or is over. Milliseconds
 * since the epoch, as all times here.
 */
export const quietAt = (session: Heard, usualMs: number): number | null => {
  const { state } = session;
  const isOver = state === "closed" || state === "done" || state === "failed";
  return isOver || needOf(session) !== null ? null : dueSince(session) + patienceMs(session, usualMs);
};
