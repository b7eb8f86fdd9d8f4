import { describe, expect, test } from "vitest";
import type { NewRule } from "#contract/rule.ts";
import type { RuleRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { allow, ask, call, deny, effectOf, judge, read, rule } from "./test-calls.ts";

const rulesFor = (one: ToolCall) => judge.suggest(one, []).map(({ match }) => match ?? null);

describe("precedence", () => {
  const mcp = call("mcp__github__get", { id: 1 });
  const cases: [string, RuleRecord[], string][] = [
    ["nothing decides: ask", [], "ask"],
    ["a rule of another tool decides nothing", [allow("mcp__github__set")], "ask"],
    ["allow", [allow("mcp__github__get")], "allow"],
    ["a star stands for any characters", [allow("mcp__github__*")], "allow"],
    ["ask beats allow", [allow("mcp__github__get"), ask("mcp__*")], "ask"],
    ["deny beats ask and allow", [allow("mcp__github__get"), ask("mcp__*"), deny("*")], "deny"],
    ["deny beats a narrower allow", [allow("mcp__github__get", { exact: '{"id":1}' }), deny("mcp__*")], "deny"],
    ["the exact input", [allow("mcp__github__get", { exact: '{"id":1}' })], "allow"],
    ["another exact input", [allow("mcp__github__get", { exact: '{"id":2}' })], "ask"],
    ["words of a command say nothing of other tools", [allow("*", { command: "get **" })], "ask"],
    ["an ended rule", [rule({ effect: "allow", tool: "*" }, { endedAt: 1 })], "ask"],
  ];
  test.each(cases)("%s", (_name, rules, expected) => {
    expect(effectOf(mcp, ...rules)).toBe(expected);
    expect(effectOf(mcp, ...rules.toReversed())).toBe(expected);
  });

  test("the exact input is compared whatever the order of its names", () => {
    const one = allow("T", { exact: '{"a":[1,{"c":2,"d":null}],"b":"x"}' });
    expect(effectOf(call("T", { b: "x", a: [1, { d: null, c: 2 }] }), one)).toBe("allow");
    expect(effectOf(call("T", { b: "x", a: [{ d: null, c: 2 }, 1] }), one)).toBe("ask");
  });

  test("names the most specific of the rules that decide, and the newest of equals", () => {
    const wide = allow("*");
    const tool = allow("Read");
    const folder = allow("Read", { path: "/home/ada/**" });
    const near = allow("Read", { path: "/home/ada/p/src/**" });
    const exact = allow("Read", { exact: '{"file_path":"/home/ada/p/src/a"}' });
    const one = read("/home/ada/p/src/a");
    expect(judge.judge(one, [wide, tool, folder, near, exact]).rule).toBe(exact);
    expect(judge.judge(one, [wide, tool, near, folder]).rule).toBe(near);
    expect(judge.judge(one, [tool, wide]).rule).toBe(tool);
    const scoped = allow("*", undefined, { scope: { machineId: "studio" } });
    expect(judge.judge(one, [scoped, wide]).rule).toBe(scoped);
    const newer = allow("*");
    expect(judge.judge(one, [wide, newer]).rule).toBe(newer);
  });
});

describe("scope", () => {
  const one = call("T", {}, { role: "operator" });
  const cases: [string, NewRule["scope"], string][] = [
    ["kind of agent", { agentKind: "claude" }, "allow"],
    ["another kind", { agentKind: "codex" }, "ask"],
    ["machine", { machineId: "studio" }, "allow"],
    ["another machine", { machineId: "laptop" }, "ask"],
    ["session", { sessionId: "s1" }, "allow"],
    ["another session", { sessionId: "s2" }, "ask"],
    ["folder", { folder: "/home/ada/p" }, "allow"],
    ["folder above", { folder: "/home/ada/" }, "allow"],
    ["folder by a longer way", { folder: "/home/ada/q/../p" }, "allow"],
    ["folder below", { folder: "/home/ada/p/src" }, "ask"],
    ["folder with a longer name", { folder: "/home/ada/pp" }, "ask"],
    ["folder with a shorter name", { folder: "/home/a" }, "ask"],
    ["a lower role", { role: "viewer" }, "allow"],
    ["the same role", { role: "operator" }, "allow"],
    ["a higher role", { role: "owner" }, "ask"],
    ["all that is named", { agentKind: "claude", machineId: "studio", folder: "/home", sessionId: "s1" }, "allow"],
    ["all but one", { agentKind: "claude", machineId: "studio", folder: "/home", sessionId: "s2" }, "ask"],
  ];
  test.each(cases)("%s", (_name, scope, expected) => {
    expect(effectOf(one, allow("T", undefined, { scope }))).toBe(expected);
  });

  test("who types at the agent's own terminal counts as its owner", () => {
    const rules = [allow("T", undefined, { scope: { role: "owner" } })];
    expect(effectOf(call("T", {}), ...rules)).toBe("allow");
    expect(effectOf(call("T", {}, { role: "operator" }), ...rules)).toBe("ask");
  });

  test("a folder that is a link somewhere else is not the folder that it stands in", () => {
    const context = { platform: "linux", realPaths: [{ given: "/home/ada/p", real: "/etc" }] };
    expect(effectOf(call("T", {}, { context }), allow("T", undefined, { scope: { folder: "/home/ada" } }))).toBe("ask");
    expect(effectOf(call("T", {}, { context }), deny("T", undefined, { scope: { folder: "/etc" } }))).toBe("deny");
  });
});

describe("shell tools without a parser", () => {
  const one = call("Bash", { command: "git status" });
  test("are asked about, but for the exact line", () => {
    expect(effectOf(one, allow("Bash", { command: "git status" }))).toBe("ask");
    expect(effectOf(one, allow("Bash", { exact: "git status" }))).toBe("allow");
    const whole = { exact: '{"command":"git status"}' };
    expect(effectOf(one, allow("Bash", whole))).toBe("allow");
    expect(effectOf(one, allow("Bash", whole), ask("Bash", whole))).toBe("ask");
    expect(effectOf(one, allow("Bash", whole), ask("Bash", whole), deny("Bash", whole))).toBe("deny");
    expect(effectOf(one, allow("Bash", { exact: "git status " }))).toBe("ask");
  });

  test("a rule for every call is for them, too, unless another could deny a part of them", () => {
    expect(effectOf(one, allow("Bash"))).toBe("allow");
    expect(effectOf(one, allow("Bash"), deny("Bash", { command: "rm **" }))).toBe("ask");
  });

  test("the exact line is not enough where the call says more that matters", () => {
    const input = { command: "make", dangerouslyDisableSandbox: true };
    expect(effectOf(call("Bash", input), allow("Bash", { exact: "make" }))).toBe("ask");
    expect(effectOf(call("Bash", input), allow("Bash", { exact: JSON.stringify(input) }))).toBe("allow");
  });
});

describe("suggestions", () => {
  test("for a file: the file, its folder, the working folder, every call", () => {
    expect(rulesFor(read("src/deep/a.ts"))).toEqual([
      { path: "/home/ada/p/src/deep/a.ts" },
      { path: "/home/ada/p/src/deep/**" },
      { path: "/home/ada/p/**" },
      null,
    ]);
  });

  test("for several files: these, then what they share", () => {
    expect(rulesFor(call("MultiEdit", { paths: ["src/a/x", "src/b/y"] }))).toEqual([
      { exact: '{"paths":["src/a/x","src/b/y"]}' },
      { path: "/home/ada/p/src/**" },
      { path: "/home/ada/p/**" },
      null,
    ]);
    expect(rulesFor(call("MultiEdit", { paths: ["/etc/x", "/home/y"] }))).toEqual([
      { exact: '{"paths":["/etc/x","/home/y"]}' },
      null,
    ]);
  });

  test("for a tool of which nothing is known: its very input, every call", () => {
    expect(rulesFor(call("mcp__x__y", { b: 1, a: 2 }))).toEqual([{ exact: '{"a":2,"b":1}' }, null]);
  });

  test("each of them allows the call", () => {
    for (const one of [
      read("src/a.ts"),
      call("Grep", { pattern: "x" }),
      call("T", { a: [1] }),
      call("Bash", { command: "x | y" }),
    ]) {
      for (const suggested of judge.suggest(one, [])) expect(effectOf(one, rule(suggested))).toBe("allow");
    }
  });
});

test("a path outside of the folder and one of a secret are told as risks", () => {
  expect(judge.judge(read("/home/ada/.ssh/id_ed25519"), []).risks.map(({ kind }) => kind)).toEqual([
    "leaves-folder",
    "secrets",
  ]);
  expect(judge.judge(read("src/a.ts"), []).risks).toEqual([]);
});
