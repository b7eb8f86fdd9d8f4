import { describe, expect, test } from "vitest";
import { randomOf } from "../../testing/random.ts";
import { goingOnAt, type Heard, isToldQuiet, patienceMs, quietAt, signAt, toldQuiet } from "./habit.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const T0 = Date.parse("2026-06-15T12:00:00.000Z");
const USUAL = 10 * MINUTE;

const heard = (change: Partial<Heard> = {}): Heard => ({
  state: "working",
  openApprovals: 0,
  openQuestions: 0,
  lastHeardAt: T0,
  habit: null,
  ...change,
});
/** After signs with these gaps between them, in milliseconds. */
const afterGaps = (gaps: readonly number[], from = heard()): Heard => {
  let session = from;
  for (const gap of gaps) session = { ...session, ...signAt(session, session.lastHeardAt + gap) };
  return session;
};
const same = (gap: number, count: number) => Array.from({ length: count }, () => gap);
const patience = (session: Heard) => patienceMs(session, USUAL);

describe("how long an agent may give no sign", () => {
  test("is what the settings say until its habit is known", () => {
    expect(patience(heard())).toBe(USUAL);
    expect(patience(afterGaps(same(HOUR, 19)))).toBe(USUAL);
    expect(patience(afterGaps(same(HOUR, 20)))).toBeGreaterThan(USUAL);
  });

  test("becomes short for one that gives a sign each half a minute, though never shorter than two minutes", () => {
    expect(patience(afterGaps(same(30 * SECOND, 1000)))).toBe(2 * MINUTE);
  });

  test("becomes long for one that always takes half an hour, though never longer than two hours", () => {
    expect(patience(afterGaps(same(30 * MINUTE, 40)))).toBe(90 * MINUTE);
    expect(patience(afterGaps(same(100 * MINUTE, 40)))).toBe(2 * HOUR);
  });

  test("comes to about three times the gap that one in fifty exceeds", () => {
    const random = randomOf(7);
    // Gaps between independent signs, one in a minute: one in fifty is longer than ln(50) minutes.
    const gaps = Array.from({ length: 5000 }, () => 6 * SECOND - Math.log(1 - random()) * MINUTE);
    const expected = 3 * (Math.log(50) * MINUTE + 6 * SECOND);
    const reached = Array.from({ length: 10 }, (_, n) => patience(afterGaps(gaps.slice(0, 4000 + 100 * n))));
    for (const ms of reached) {
      expect(ms).toBeGreaterThan(expected / 1.8);
      expect(ms).toBeLessThan(expected * 1.8);
    }
  });

  test("is moved by one long pause by no more than two thirds, and goes back", () => {
    const steady = afterGaps(same(40 * SECOND, 500));
    const paused = afterGaps([HOUR], steady);
    expect(patience(paused) / patience(steady)).toBeCloseTo(1.6);
    expect(patience(afterGaps(same(40 * SECOND, 100), paused))).toBe(patience(steady));
  });

  test("follows an agent that takes longer from now on within some dozens of signs", () => {
    const quick = afterGaps(same(20 * SECOND, 1000));
    expect(patience(afterGaps(same(8 * MINUTE, 12), quick))).toBe(24 * MINUTE);
  });

  test("is the usual for a session that does not work", () => {
    const quick = afterGaps(same(20 * SECOND, 1000));
    expect(patience({ ...quick, state: "idle" })).toBe(USUAL);
  });
});

describe("nothing is learnt", () => {
  test.each<[string, number, Partial<Heard>]>([
    ["from signs of one step", 4999, {}],
    ["from hours that it was away", 2 * HOUR + 1, {}],
    ["from a clock that was set back", -HOUR, {}],
    ["while an approval is open", MINUTE, { openApprovals: 1 }],
    ["while a question is open", MINUTE, { openQuestions: 1 }],
    ["while it waits", MINUTE, { state: "waiting" }],
    ["while it does nothing", MINUTE, { state: "idle" }],
    ["after it was done", MINUTE, { state: "done" }],
  ])("%s", (_when, gap, change) => {
    expect(signAt(heard(change), T0 + gap)).toEqual({ lastHeardAt: T0 + gap });
  });

  test("from the time that an agent waited for a person", () => {
    const answered = { ...heard(), ...goingOnAt(heard(), T0 + HOUR) };
    const { habit } = signAt(answered, T0 + HOUR + 10 * SECOND);
    expect(habit).toMatchObject({ quietMs: USUAL * 0.99, gaps: 1, goesOnAt: null });
  });
});

test("an answer that a clock left in the future is forgotten with the next sign", () => {
  const answered = { ...heard(), ...goingOnAt(heard(), T0 + HOUR) };
  expect(signAt(answered, T0 + 1).habit).toMatchObject({ goesOnAt: null, gaps: 0 });
});

describe("a session counts as quiet", () => {
  test("so long after its last sign", () => {
    expect(quietAt(heard(), USUAL)).toBe(T0 + USUAL);
    expect(quietAt(heard({ state: "blocked" }), USUAL)).toBe(T0 + USUAL);
    expect(quietAt(heard({ state: "idle" }), USUAL)).toBe(T0 + USUAL);
  });

  test("so long after the answer that it waited for", () => {
    expect(quietAt({ ...heard(), ...goingOnAt(heard(), T0 + HOUR) }, USUAL)).toBe(T0 + HOUR + USUAL);
  });

  test.each<Partial<Heard>>([
    { state: "waiting" },
    { openApprovals: 1 },
    { openQuestions: 1 },
    { state: "done" },
    { state: "failed" },
    { state: "closed" },
  ])("never as long as %j", (change) => expect(quietAt(heard(change), USUAL)).toBeNull());
});

test("that it is quiet is told once after each sign", () => {
  const told = { ...heard(), ...toldQuiet(heard()) };
  expect(isToldQuiet(heard())).toBe(false);
  expect(isToldQuiet(told)).toBe(true);
  expect(isToldQuiet({ ...told, ...signAt(told, T0 + MINUTE) })).toBe(false);
  expect(isToldQuiet({ ...told, ...signAt(told, T0 + 1) })).toBe(false);
  expect(isToldQuiet({ ...told, ...goingOnAt(told, T0 + 1) })).toBe(false);
});
