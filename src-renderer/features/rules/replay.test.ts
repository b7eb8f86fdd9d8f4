import { expect, test } from "vitest";
import { countsOf, decidedOf, type Replayed, replayWords } from "./replay.ts";

const item = (approvalId: string, effect: Replayed["effect"], decided = "allowed"): Replayed => ({
  approvalId,
  sessionTitle: "s",
  summary: "npm test",
  decided,
  effect,
  why: "",
});

const answer = {
  looked: 10,
  items: [item("1", "allow"), item("2", "ask"), item("3", "deny"), item("4", "allow", "denied")],
};

test("what rules would have decided is counted; the rest is left to the person", () => {
  expect(countsOf(answer)).toEqual({ looked: 10, allow: 2, deny: 1, ask: 7, against: 1 });
  expect(replayWords(countsOf(answer))).toBe(
    "Of the last 10 approvals it would have allowed 2, denied 1, and left 7 to you. One of those allowed was denied by a person.",
  );
});

test("what goes against a person's own answer comes first, what is left to them is not listed", () => {
  expect(decidedOf(answer).map(({ approvalId }) => approvalId)).toEqual(["4", "1", "3"]);
});

test("without approvals there is nothing to count", () => {
  expect(replayWords(countsOf({ looked: 0, items: [] }))).toBe("There was no approval yet to look at.");
});
