import { describe, expect, test } from "vitest";
import { fakeApproval, fakeDecision } from "../../state/approvals/fakes.ts";
import { resultWords } from "../../text/approvals.ts";
import { dangersOf } from "./danger.ts";
import { linesOfChange, linesOfPatch } from "./diff-lines.ts";
import { editedInput, editingOf } from "./edit.ts";
import { groupSame, idsOf } from "./groups.ts";
import { outcomeOf } from "./outcome.ts";

const withRisks = (...kinds: ("deletes" | "network" | "installs" | "git-push" | "secrets" | "runs-code")[]) =>
  fakeApproval("a", {
    verdict: {
      effect: "ask",
      rule: null,
      why: "",
      parts: [],
      risks: kinds.map((kind) => ({ kind, detail: "x" })),
    },
  });

describe("what is asked about once more", () => {
  test("is what can hardly be undone, each reason once", () => {
    expect(dangersOf(withRisks("deletes", "deletes", "git-push"))).toHaveLength(2);
    expect(dangersOf(withRisks("secrets"))).toHaveLength(1);
  });

  test("is not what is common and mild", () => {
    for (const risk of ["network", "installs", "runs-code"] as const) expect(dangersOf(withRisks(risk))).toEqual([]);
    expect(dangersOf(fakeApproval("a"))).toEqual([]);
  });

  test("is code that runs where the network is in play", () => {
    expect(dangersOf(withRisks("network", "runs-code"))).toHaveLength(1);
  });

  test("is what has characters in it that can't be seen, wherever they stand", () => {
    const input = { list: [{ deep: "safe\u202etxt.exe" }] };
    expect(dangersOf(fakeApproval("a", { input }))).toHaveLength(1);
  });
});

const closed = (more: Parameters<typeof fakeApproval>[1]) =>
  outcomeOf(fakeApproval("a", { closedAt: "2026-11-20T14:01:00.000Z", ...more }), "SwiftHeron", "p1");

const by = (type: "agent" | "hub", name: string) => ({ type, id: null, name, role: null });

describe("how an approval ended", () => {
  const byBen = { type: "person", id: "p2", name: "Ben", role: "operator" } as const;

  test("an open one has not ended", () => {
    expect(closed({ state: "open" })).toBeNull();
  });

  test("names who decided, with the role of others, and by which way", () => {
    expect(closed({ state: "allowed", decision: fakeDecision() })?.words).toBe("You allowed it");
    expect(
      closed({ state: "denied", decision: fakeDecision({ by: byBen, via: "reply", note: "use staging" }) }),
    ).toMatchObject({ words: "Ben (operator) denied it by a reply", note: "use staging" });
    expect(closed({ state: "allowed", decision: fakeDecision({ by: byBen, via: "device" }) })?.words).toBe(
      "Ben (operator) allowed it from the command line",
    );
  });

  test("says when the input was changed", () => {
    const decision = fakeDecision({ input: { command: "npm run lint" } });
    expect(closed({ state: "allowed", decision })?.more).toEqual(["With a changed input"]);
  });

  test("says that nobody decided, that it was answered at the terminal, or that the agent left", () => {
    expect(closed({ state: "expired" })?.words).toBe("Nobody decided in time");
    expect(closed({ state: "withdrawn" })?.words).toBe("SwiftHeron took it back");
    const ended = (decision: Parameters<typeof fakeDecision>[0]) =>
      closed({ state: "withdrawn", decision: fakeDecision(decision) })?.words;
    expect(ended({ by: by("agent", "SwiftHeron"), via: "terminal" })).toBe("Answered at the agent's own terminal");
    expect(ended({ by: by("agent", "IDE"), via: "terminal" })).toBe("Answered elsewhere: IDE");
    expect(ended({ by: by("agent", "SwiftHeron"), via: "hub" })).toBe("SwiftHeron took it back");
    expect(ended({ by: by("hub", "hub"), via: "hub" })).toMatch(/waits for it any more/);
  });
});

describe("a diff", () => {
  test("has every line, also those that stay", () => {
    expect(linesOfChange({ before: "a\nb\nc\n", after: "a\nx\nc\n" })).toEqual([
      { sign: " ", text: "a" },
      { sign: "-", text: "b" },
      { sign: "+", text: "x" },
      { sign: " ", text: "c" },
    ]);
  });

  test("of a new file is all added, and of a very large change all of both", () => {
    expect(linesOfChange({ before: null, after: "a\nb" }).map(({ sign }) => sign)).toEqual(["+", "+"]);
    const lines = linesOfChange({ before: "a\n".repeat(80_000), after: "b\n".repeat(80_000) });
    expect(lines).toHaveLength(160_000);
  });

  test("of a patch tells its places from its lines", () => {
    const patch = "*** Update File: a.ts\n@@ f()\n keep\n-old\n+new";
    expect(linesOfPatch(patch).map(({ sign }) => sign)).toEqual(["@", "@", " ", "-", "+"]);
  });
});

describe("a changed input", () => {
  test("of a command keeps what else stands in it", () => {
    const input = { command: "rm -rf /", timeout: 5 };
    const editing = editingOf("Bash", input);
    expect(editing).toEqual({ type: "command", text: "rm -rf /" });
    expect(editedInput(input, { ...editing, text: "ls" })).toEqual({
      input: { command: "ls", timeout: 5 },
      problem: null,
    });
  });

  test("of another tool is JSON, and what is none is refused with the reason", () => {
    const input = { title: "x" };
    const editing = editingOf("mcp__x", input);
    expect(editing.type).toBe("json");
    expect(editedInput(input, { ...editing, text: '{"title":"y"}' }).input).toEqual({ title: "y" });
    expect(editedInput(input, { ...editing, text: '{"title":' }).problem).toMatch(/Not JSON yet/);
    expect(editedInput(input, { ...editing, text: "[]" }).problem).toMatch(/same kind/);
    expect(editedInput(input, { ...editing, text: " " }).problem).toMatch(/empty/);
  });
});

describe("identical calls", () => {
  const machines: Record<string, string> = { s1: "m1", s2: "m1", s3: "m2" };
  const grouped = (...open: Parameters<typeof fakeApproval>[1][]) =>
    groupSame(
      open.map((more, at) => fakeApproval(`${at}`, more)),
      (sessionId) => machines[sessionId],
    ).map(idsOf);

  test("stand together at the place of the oldest, also those of other sessions of the machine", () => {
    expect(grouped({}, { inputHash: "h2" }, {}, { sessionId: "s2" })).toEqual([["0", "2", "3"], ["1"]]);
  });

  const others: [string, Parameters<typeof fakeApproval>[1]][] = [
    ["input", { inputHash: "h2" }],
    ["tool", { tool: "Shell" }],
    ["folder", { folder: "/src/web" }],
    ["machine", { sessionId: "s3" }],
    ["kind of agent", { agentKind: "codex" }],
  ];
  test.each(others)("have the same %s", (_name, more) => {
    expect(grouped({}, more)).toEqual([["0"], ["1"]]);
  });

  test("of which it is not known where they are made are those of one session", () => {
    expect(grouped({ folder: null }, { folder: null }, { folder: null, sessionId: "s2" })).toEqual([["0", "1"], ["2"]]);
    const away = { sessionId: "s8" };
    expect(grouped(away, away, { sessionId: "s9" })).toEqual([["0", "1"], ["2"]]);
  });
});

test("a decision on several says how many it reached", () => {
  expect(resultWords("allow", 12, 12)).toBe("Allowed 12 approvals.");
  expect(resultWords("deny", 1, 1)).toBe("Denied 1 approval.");
  expect(resultWords("allow", 12, 11)).toBe("Allowed 11 of 12 approvals: the others were answered or ended before.");
});
