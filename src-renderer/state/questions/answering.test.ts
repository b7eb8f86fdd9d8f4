import { expect, test } from "vitest";
import type { Question } from "#contract/question.ts";
import { fakeQuestion } from "../discussions/fakes.ts";
import { createAnswering, type GivenAnswer } from "./answering.ts";

const answered = (by: string, answer: Partial<NonNullable<Question["answer"]>>) =>
  fakeQuestion("m1", {
    state: "answered",
    answer: { optionId: null, text: null, by: { id: by, name: by }, at: "2026-11-20T12:00:00.000Z", ...answer },
  });

/** A hub that answers or refuses when the test says so. */
const setup = () => {
  const sent: { answer: GivenAnswer; accept: (question: Question) => void; refuse: (error: unknown) => void }[] = [];
  const taken: Question[] = [];
  const answering = createAnswering({
    send: (_id, answer) =>
      new Promise((accept, refuse) => {
        sent.push({ answer, accept, refuse });
      }),
    conflictOf: (error) => (error instanceof Error ? null : (error as Question)),
    personId: () => "me",
    taken: (question) => void taken.push(question),
  });
  return { answering, sent, taken };
};

test("an answer is on its way until the hub has it, and a second one waits for that", async () => {
  const { answering, sent, taken } = setup();
  const given = answering.answer("q1", { optionId: "pg" });
  expect(answering.of("q1")).toEqual({ state: "sending", answer: { optionId: "pg" } });
  expect(await answering.answer("q1", { optionId: "nats" })).toBe(false);
  expect(sent).toHaveLength(1);
  sent[0]?.accept(answered("me", { optionId: "pg" }));
  expect(await given).toBe(true);
  expect(answering.of("q1")).toBeUndefined();
  expect(taken).toMatchObject([{ state: "answered" }]);
});

test("an answer that came second shows the one that counts", async () => {
  const { answering, sent, taken } = setup();
  const given = answering.answer("q1", { optionId: "pg" });
  sent[0]?.refuse(answered("someone else", { optionId: "nats" }));
  expect(await given).toBe(false);
  expect(taken).toMatchObject([{ answer: { optionId: "nats" } }]);
  expect(answering.of("q1")).toEqual({ state: "late", answer: { optionId: "pg" } });
});

test("the same answer of someone else was still the first", async () => {
  const { answering, sent } = setup();
  const given = answering.answer("q1", { optionId: "pg" });
  sent[0]?.refuse(answered("someone else", { optionId: "pg" }));
  expect(await given).toBe(false);
  expect(answering.of("q1")).toMatchObject({ state: "late" });
});

test("a repeat of one's own answer whose confirmation was lost counts as given", async () => {
  const { answering, sent } = setup();
  const given = answering.answer("q1", { text: "the old one" });
  sent[0]?.refuse(answered("me", { text: "the old one" }));
  expect(await given).toBe(true);
  expect(answering.of("q1")).toBeUndefined();
});

test("an answer that did not get through can be given again", async () => {
  const { answering, sent } = setup();
  const given = answering.answer("q1", { text: "yes" });
  sent[0]?.refuse(new Error("away"));
  expect(await given).toBe(false);
  expect(answering.of("q1")).toMatchObject({ state: "failed", answer: { text: "yes" } });
  void answering.answer("q1", { text: "yes" });
  expect(answering.of("q1")).toMatchObject({ state: "sending" });
});

test("who draws a card hears of every step", async () => {
  const { answering, sent } = setup();
  const states: (string | undefined)[] = [];
  const stop = answering.subscribe(() => states.push(answering.of("q1")?.state));
  const given = answering.answer("q1", { optionId: "pg" });
  sent[0]?.accept(answered("me", { optionId: "pg" }));
  await given;
  stop();
  void answering.answer("q1", { optionId: "pg" });
  expect(states).toEqual(["sending", undefined]);
});
