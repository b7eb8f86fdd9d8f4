import { expect, test } from "vitest";
import { ProblemError, UnreachableError } from "#client/errors.ts";
import { type ErrorCode, errorCodes } from "#contract/errors.ts";
import { receiptStates } from "#contract/receipt.ts";
import { levels, sessionStates } from "#contract/session.ts";
import { errorWords, unreachableWords, wordsFor } from "./errors.ts";
import { receiptHelp, receiptLine, receiptWords } from "./receipts.ts";
import { levelWords, stateHelp, stateTones, stateWords } from "./states.ts";

const problem = (code: ErrorCode, extra: object = {}, retryAfter?: number) =>
  new ProblemError(errorCodes[code].status, { code, detail: "the hub's own words", ...extra }, retryAfter);

test.each(Object.keys(errorCodes) as ErrorCode[])("error code %s has words", (code) => {
  expect(errorWords[code]).toMatch(/\w.*\.$/);
  expect(wordsFor(problem(code))).not.toBe("");
});

test("every state, level and receipt has words", () => {
  for (const state of sessionStates) {
    expect(stateWords[state]).toBeTruthy();
    expect(stateHelp[state]).toBeTruthy();
    expect(stateTones[state]).toBeTruthy();
  }
  for (const level of levels) expect(levelWords[level]).toBeTruthy();
  for (const state of receiptStates) {
    expect(receiptWords[state]).toBeTruthy();
    expect(receiptHelp[state]).toBeTruthy();
  }
});

test("an invalid request names the field that is wrong", () => {
  expect(wordsFor(problem("invalid", { issues: [{ path: "title", message: "is too long" }] }))).toBe(
    "title is too long",
  );
});

test("a rate limit says when to try again", () => {
  expect(wordsFor(problem("rate-limited", {}, 2.2))).toContain("in 3 s");
});

test("a conflict is told in the hub's own words, an unexpected error is not", () => {
  expect(wordsFor(problem("conflict"))).toBe("the hub's own words");
  expect(wordsFor(problem("unexpected"))).toBe(errorWords.unexpected);
});

test("no answer, a code of a newer hub and a fault of the screen have words too", () => {
  expect(wordsFor(new UnreachableError("broken", "x"))).toBe(unreachableWords);
  expect(wordsFor(new ProblemError(418, { code: "teapot" as ErrorCode }))).toBe(errorWords.unexpected);
  expect(wordsFor(new TypeError("x is not a function"))).toBe(errorWords.unexpected);
});

test("a receipt says who took the reply up, how it was handed over, or why it failed", () => {
  const at = "2026-01-01T00:00:00.000Z";
  const receipt = { messageId: "m", at, note: null, handedAt: null, carrier: null };
  expect(receiptLine({ ...receipt, state: "taken" }, "SwiftHeron")).toBe("taken up by SwiftHeron");
  expect(receiptLine({ ...receipt, state: "handed", carrier: "watch" }, "x")).toBe("handed over by its watch");
  expect(receiptLine({ ...receipt, state: "failed", note: "gone" }, "x")).toBe("failed: gone");
});
