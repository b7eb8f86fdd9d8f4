import { expect, test } from "vitest";
import type { Question } from "#contract/question.ts";
import { fakeQuestion } from "../../state/discussions/fakes.ts";
import { isInRow, isQuick } from "./layout.ts";
import { hiddenOpen, nextOpen } from "./next-open.ts";
import { outcomeOf } from "./outcome.ts";
import { timeLeft } from "./time-left.ts";

const at = "2026-11-20T14:08:00.000Z";
const left = (seconds: number) => timeLeft(new Date(Date.parse(at) + seconds * 1000).toISOString(), Date.parse(at));

test("the time that is left counts down in seconds at the end, and says when it is over", () => {
  expect(left(278)).toBe("4:38 left");
  expect(left(59)).toBe("0:59 left");
  expect(left(3600)).toBe("1 h left");
  expect(left(2 * 3600 + 5 * 60 + 59)).toBe("2 h 5 min left");
  expect(left(3 * 86_400 + 3600)).toBe("3 days left");
  expect(left(0)).toBe("time is up");
  expect(left(-5)).toBe("time is up");
});

const answered = (answer: Partial<NonNullable<Question["answer"]>>) =>
  fakeQuestion("m1", {
    state: "answered",
    closedAt: at,
    answer: { optionId: null, text: null, by: { id: "p1", name: "Ada" }, at, ...answer },
  });

test("an answered question says who answered and what, in the words of the option or their own", () => {
  expect(outcomeOf(answered({ optionId: "nats" }), "SwiftHeron", "p1")).toEqual({
    words: "You answered",
    answer: "NATS",
    at,
  });
  expect(outcomeOf(answered({ text: "neither" }), "SwiftHeron", "p2")).toMatchObject({
    words: "Ada answered",
    answer: "neither",
  });
  expect(outcomeOf(answered({ optionId: "pg", text: "for now" }), "SwiftHeron", "p2")?.answer).toBe(
    "Postgres: for now",
  );
});

test("a question that ran out, was taken back or is open is told apart", () => {
  const of = (state: Question["state"]) => outcomeOf(fakeQuestion("m1", { state, closedAt: at }), "SwiftHeron", "p1");
  expect(of("open")).toBeNull();
  expect(of("expired")).toEqual({ words: "No answer came in time", answer: null, at });
  expect(of("withdrawn")).toEqual({ words: "SwiftHeron took it back", answer: null, at });
});

const options = (...labels: string[]) => labels.map((label, n) => ({ id: String(n), label, detail: null }));

test("a few short options stand beside each other, long ones, many and explained ones below each other", () => {
  expect(isInRow(options("Yes", "No"))).toBe(true);
  expect(isInRow(options("a", "b", "c", "d", "e", "f"))).toBe(false);
  expect(isInRow(options("Yes", "x".repeat(60)))).toBe(false);
  expect(isInRow([{ id: "1", label: "Yes", detail: "and why" }])).toBe(false);
});

test("only what fits is offered right at the box to type in", () => {
  expect(isQuick(options("Yes", "No"))).toBe(true);
  expect(isQuick([])).toBe(false);
  expect(isQuick(options("a", "b", "c", "d"))).toBe(false);
  expect(isQuick(options("x".repeat(20), "y".repeat(20)))).toBe(false);
});

const open = (...seqs: number[]) => seqs.map((seq) => ({ messageSeq: seq, question: fakeQuestion(`m${seq}`) }));

test("the next open question is looked for after the one in focus, round the end", () => {
  expect(nextOpen(open(3, 7), null)?.messageSeq).toBe(3);
  expect(nextOpen(open(3, 7), 3)?.messageSeq).toBe(7);
  expect(nextOpen(open(3, 7), 7)?.messageSeq).toBe(3);
  expect(nextOpen([], 7)).toBeNull();
});

test("an open question is pinned while none of them is in view", () => {
  expect(hiddenOpen(open(3, 7), { first: 8, last: 20 })?.messageSeq).toBe(3);
  expect(hiddenOpen(open(3, 7), { first: 7, last: 20 })).toBeNull();
  expect(hiddenOpen([], { first: 1, last: 2 })).toBeNull();
});
