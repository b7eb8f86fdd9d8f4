import { expect, test } from "vitest";
import { isSettled } from "./settled.ts";

const session = { attention: "question", readSeq: 4, muted: false, state: "working" } as const;
const asked = { kind: "question", sessionId: "s1", messageSeq: 5 } as const;
const told = { kind: "message", sessionId: "s1", messageSeq: 5 } as const;

test("what is asked needs to be told until nothing is asked any more, also when it was read", () => {
  expect(isSettled(asked, { ...session, readSeq: 5 })).toBe(false);
  expect(isSettled(asked, { ...session, attention: null })).toBe(true);
});

test("what was only said needs to be told until it was read", () => {
  expect([isSettled(told, session), isSettled(told, { ...session, readSeq: 5 })]).toEqual([false, true]);
});

test.each([
  ["is gone", undefined],
  ["is muted", { ...session, muted: true }],
  ["is closed", { ...session, state: "closed" as const }],
])("nothing needs to be told of a session that %s", (_what, known) => {
  expect([isSettled(asked, known), isSettled(told, known)]).toEqual([true, true]);
});

test("what is about several sessions stays until the hub takes it away", () => {
  expect(isSettled({ kind: "digest", sessionId: null, messageSeq: null }, undefined)).toBe(false);
});
