import { expect, test } from "vitest";
import { fakeApproval } from "../../state/approvals/fakes.ts";
import { decisionsFor, mayDecide } from "./decisions.ts";

const open = [fakeApproval("a", { code: "a3k9" }), fakeApproval("b", { code: "b7x2" })];
const names = (typed: string) => decisionsFor(open, typed).map(({ name }) => name);

test("the open approvals are offered by their codes once a decision begins to be typed", () => {
  expect(names("app")).toEqual(["approve a3k9", "approve b7x2"]);
  expect(names("Deny")).toEqual(["deny a3k9", "deny b7x2"]);
  expect(names("approve  b")).toEqual(["approve b7x2"]);
});

test("words may follow a denial, and none an approval", () => {
  expect(decisionsFor(open, "deny a").map(({ takesWords }) => takesWords)).toEqual([true]);
  expect(decisionsFor(open, "approve a").map(({ takesWords }) => takesWords)).toEqual([false]);
});

test("nothing is offered for other words, for two letters, or once words follow the code", () => {
  for (const typed of ["ap", "apple", "approve z", "deny a3k9 use staging", "approve\n"])
    expect(names(typed)).toEqual([]);
});

test("only what begins with the word may be a decision", () => {
  for (const text of ["approve a3k9", " Deny a3k9 use staging instead", "approve"]) expect(mayDecide(text)).toBe(true);
  for (const text of ["I approve", "approved", "please deny it"]) expect(mayDecide(text)).toBe(false);
});
