import { expect, test } from "vitest";
import { fakeApproval } from "../../state/approvals/fakes.ts";
import { problemOf, rememberOf, scopesFor, startForm, triedRule, withSuggestion } from "./rule-form.ts";

const approval = fakeApproval("a", {
  suggestions: [
    { effect: "allow", tool: "Bash", match: { command: "npm test" } },
    { effect: "allow", tool: "Bash", match: { command: "npm **" } },
  ],
});

test("a rule begins with the narrowest suggestion, for this session, until that ends", () => {
  expect(rememberOf(startForm(approval), 0)).toEqual({
    scope: "session",
    until: "session",
    uses: null,
    rule: { tool: "Bash", match: { command: "npm test" } },
  });
});

test("another suggestion changes what it matches and nothing else", () => {
  const form = { ...startForm(approval), uses: "3" };
  const wide = withSuggestion(form, { effect: "allow", tool: "Bash", match: { command: "npm **" } });
  expect(rememberOf(wide, 0)).toMatchObject({ uses: 3, rule: { match: { command: "npm **" } } });
  expect(withSuggestion(form, { effect: "allow", tool: "mcp__x" })).toMatchObject({ kind: "every", tool: "mcp__x" });
});

test("its end is counted from the hub's clock", () => {
  const form = { ...startForm(approval), end: "hour" as const };
  expect(rememberOf(form, Date.parse("2026-11-20T14:00:00.000Z")).until).toBe("2026-11-20T15:00:00.000Z");
  expect(rememberOf({ ...form, end: "never" }, 0).until).toBeNull();
});

test("a rule that outlives the session is offered to owners only", () => {
  expect(scopesFor(null, approval, false).map(({ value }) => value)).toEqual(["session"]);
  expect(scopesFor(null, approval, true).map(({ value }) => value)).toContain("everywhere");
  expect(scopesFor(null, { agentKind: null, folder: null }, true).map(({ value }) => value)).toEqual([
    "session",
    "machine",
    "everywhere",
  ]);
});

test("what is missing or wrong is said at its field", () => {
  const form = startForm(approval);
  expect(problemOf(form)).toBeNull();
  expect(problemOf({ ...form, tool: " " })?.field).toBe("tool");
  expect(problemOf({ ...form, pattern: "" })?.field).toBe("pattern");
  expect(problemOf({ ...form, kind: "every", pattern: "" })).toBeNull();
  for (const uses of ["0", "1.5", "many"]) expect(problemOf({ ...form, uses })?.field).toBe("uses");
});

test("it is tried with the scope that it will have", () => {
  const form = startForm(approval);
  expect(triedRule(form, approval, null)).toMatchObject({ effect: "allow", scope: { sessionId: "s1" } });
  expect(triedRule({ ...form, scope: "agent" }, approval, null).scope).toEqual({ agentKind: "claude" });
  expect(triedRule({ ...form, scope: "everywhere" }, approval, null).scope).toBeNull();
});
