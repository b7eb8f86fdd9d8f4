import { expect, test } from "vitest";
import type { Narrowing } from "#contract/people.ts";
import { type Choice, choiceOf, choicesFor, withChoice } from "./narrowings.ts";

const people = [
  { role: "operator", sees: "all" },
  { role: "operator", sees: "named" },
  { role: "viewer", sees: "all" },
  { role: "viewer", sees: "named" },
] as const;

test("a discussion can only be given less than the person's own role", () => {
  expect(choicesFor("viewer", "all")).toEqual(["own", "none"]);
  expect(choicesFor("operator", "all")).toEqual(["own", "viewer", "none"]);
  expect(choicesFor("operator", "named")).toEqual(["none", "own", "viewer"]);
});

test.each(people)("what is chosen for $role who sees $sees is what is shown after", (person) => {
  for (const choice of choicesFor(person.role, person.sees)) {
    const kept = withChoice([], "s", choice, person);
    expect([choice, choiceOf(kept, "s", person)]).toEqual([choice, choice]);
  }
});

test("a discussion that is as without a choice needs no entry; others stay", () => {
  const other: Narrowing = { sessionId: "t", role: "none" };
  const all = { role: "operator", sees: "all" } as const;
  expect(withChoice([other, { sessionId: "s", role: "viewer" }], "s", "own", all)).toEqual([other]);
  const named = { role: "viewer", sees: "named" } as const;
  expect(withChoice([{ sessionId: "s", role: "viewer" }], "s", "none", named)).toEqual([]);
});

test("a narrowing that is not lower than the role, since that was lowered, shows as the own role", () => {
  const narrowings: Narrowing[] = [{ sessionId: "s", role: "operator" }];
  const shown: Choice = choiceOf(narrowings, "s", { role: "viewer", sees: "named" });
  expect(shown).toBe("own");
});
