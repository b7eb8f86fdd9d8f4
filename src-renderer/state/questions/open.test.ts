import { expect, test } from "vitest";
import { fakeQuestion, fakeTimers } from "../discussions/fakes.ts";
import { createOpenQuestions, type OpenQuestion } from "./open.ts";

const open = (seq: number, more = {}): OpenQuestion => ({
  messageSeq: seq,
  question: fakeQuestion(`m${seq}`, more),
});
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const setup = (inHub: OpenQuestion[] | (() => Promise<OpenQuestion[]>)) => {
  const timers = fakeTimers();
  let reads = 0;
  const questions = createOpenQuestions({
    read: async () => {
      reads += 1;
      return typeof inHub === "function" ? inHub() : inHub;
    },
    later: timers.later,
  });
  const seqs = () => questions.list("s1").map(({ messageSeq }) => messageSeq);
  const check = async (count: number) => {
    const stop = questions.check("s1", count);
    timers.runOnce();
    await settled();
    return stop;
  };
  return { questions, timers, seqs, check, reads: () => reads };
};

test("open questions are known by the stream, oldest first, and go when they are closed", () => {
  const { questions, seqs } = setup([]);
  questions.take(7, open(7).question);
  questions.take(3, open(3).question);
  questions.take(3, open(3).question);
  expect(seqs()).toEqual([3, 7]);
  questions.take(3, fakeQuestion("m3", { state: "expired" }));
  expect(seqs()).toEqual([7]);
});

test("they are read when the hub counts others than are known, and only then", async () => {
  const { questions, seqs, check, reads } = setup([open(9), open(2)]);
  await check(0);
  expect(reads()).toBe(0);
  await check(2);
  expect(seqs()).toEqual([2, 9]);
  const known = questions.list("s1");
  await check(5);
  expect(reads()).toBe(2);
  expect(questions.list("s1")).toBe(known);
});

test("one that was closed while they were read does not come back", async () => {
  const { questions, seqs, check } = setup([open(2), open(9)]);
  questions.take(2, fakeQuestion("m2", { state: "answered" }));
  await check(1);
  expect(seqs()).toEqual([9]);
});

test("what could not be read is read again, unless nobody looks any more", async () => {
  let isAway = true;
  const { seqs, check, timers } = setup(async () => {
    if (isAway) throw new Error("away");
    return [open(4)];
  });
  const stop = await check(1);
  expect(timers.count()).toBe(1);
  isAway = false;
  timers.runOnce();
  await settled();
  expect(seqs()).toEqual([4]);
  isAway = true;
  stop();
  const leave = await check(2);
  leave();
  expect(timers.count()).toBe(0);
});
