import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditEntry } from "#contract/audit.ts";
import type { NewRule, Rule, RulesAnswer, Verdict } from "#contract/rule.ts";
import { ruleTemplates } from "../../core/rules/templates.ts";
import type { ToolCall } from "../../core/rules/call.ts";
import { addPerson } from "../../testing/people.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";

let hub: TestHub;
let machine: TestMachine;
let owner: TestPerson;
beforeAll(async () => {
  hub = await startTestHub();
  machine = await hub.machine();
  owner = await hub.person();
});
afterAll(() => hub.close());

let count = 0;
const newSession = () => {
  count += 1;
  return machine.session(`Rules ${count}`);
};

const make = async (rule: NewRule, by: TestPerson = owner) =>
  (await by.send("POST", "/v1/people/rules", { body: rule })).json<{ rule: Rule }>().rule;
const list = async (query = "", by: TestPerson = owner) =>
  (await by.send("GET", `/v1/people/rules${query}`)).json<RulesAnswer>();
const idsOf = async (query = "", by: TestPerson = owner) => (await list(query, by)).items.map(({ id }) => id);
const tryCall = async (body: object, by: TestPerson = owner) =>
  (await by.send("POST", "/v1/people/rules/try", { body })).json<Verdict>();
const onLine = (command: string, rules: NewRule[]) => tryCall({ tool: "Bash", input: { command }, rules });
const endAll = async () => {
  for (const id of await idsOf()) await owner.send("DELETE", `/v1/people/rules/${id}`);
};
/** What the ledger says of a rule, oldest first. */
const entriesOf = async (rule: Rule): Promise<Pick<AuditEntry, "type" | "by" | "details">[]> =>
  (await hub.core.store.read.ledger.list({}, { limit: 200 }))
    .filter(({ subject }) => subject?.id === rule.id)
    .toReversed();

const callIn = (sessionId: string, more: Partial<ToolCall> = {}): ToolCall => ({
  tool: "mcp__x__y",
  input: {},
  agentKind: null,
  machineId: machine.id,
  folder: null,
  sessionId,
  role: null,
  context: null,
  ...more,
});
const decide = async (call: ToolCall) => {
  const { rules, store, clock } = hub.core;
  const decided = await store.write((tx) => rules.decide(tx, call, clock()));
  rules.committed(decided.used);
  return decided.verdict;
};

const rulesOf = (id: string): NewRule[] => ruleTemplates.find((template) => template.id === id)?.rules ?? [];
const denies = async (by: TestMachine) => {
  const body = { agent: { kind: "claude" }, session: { externalId: "denies" }, event: "tool" };
  return (await by.send("POST", "/v1/acts", { body })).json<{ denies: boolean }>().denies;
};

/** A request for a rule of one session that ends with it. */
const ofSession = (sessionId: string) => ({
  body: { effect: "allow", tool: "Bash", scope: { sessionId }, until: "session" },
});

describe("making, changing and ending", () => {
  test("a rule is listed until it is ended, and told in the ledger with who did it", async () => {
    const rule = await make({ effect: "allow", tool: "Bash", match: { command: "git status **" }, note: "always" });
    expect(rule).toMatchObject({ used: 0, lastUsedAt: null, uses: null, endedAt: null, madeBy: { role: "owner" } });
    expect(await idsOf()).toContain(rule.id);

    const changed = await owner.send("PATCH", `/v1/people/rules/${rule.id}`, { body: { effect: "ask", note: null } });
    expect(changed.json()).toMatchObject({ rule: { id: rule.id, effect: "ask", note: null, match: rule.match } });

    const ended = await owner.send("DELETE", `/v1/people/rules/${rule.id}`);
    expect(ended.json()).toMatchObject({ rule: { id: rule.id, endedWhy: "person" } });
    expect(await idsOf()).not.toContain(rule.id);
    expect(await idsOf("?ended=true")).toContain(rule.id);
    // Ended once: a second time changes nothing.
    const again = await owner.send("DELETE", `/v1/people/rules/${rule.id}`);
    expect(again.json()).toEqual(ended.json());
    expect((await owner.send("PATCH", `/v1/people/rules/${rule.id}`, { body: { note: "x" } })).statusCode).toBe(409);

    const entries = await entriesOf(rule);
    expect(entries.map(({ type, by }) => [type, by.type, by.name])).toEqual([
      ["rule-made", "person", "ada"],
      ["rule-changed", "person", "ada"],
      ["rule-ended", "person", "ada"],
    ]);
    expect(entries[1]?.details).toMatchObject({ before: { effect: "allow" }, after: { effect: "ask" } });
  });

  test("made again with the same key it is one rule", async () => {
    const request = { body: { effect: "deny", tool: "mcp__once" }, headers: { "idempotency-key": "once" } };
    const first = await owner.send("POST", "/v1/people/rules", request);
    const second = await owner.send("POST", "/v1/people/rules", request);
    expect(second.json()).toEqual(first.json());
    expect((await list()).items.filter(({ tool }) => tool === "mcp__once")).toHaveLength(1);
  });

  const bad: [string, object, string][] = [
    ["a substitution in a pattern", { match: { command: "echo $(id)" } }, "match.command"],
    ["an allowing pattern without a program", { match: { command: "* x" } }, "match.command"],
    ["two kinds of match", { match: { command: "ls", exact: "ls" } }, "match"],
    ["a path that begins anywhere", { tool: "Read", match: { path: "**/*.ts" } }, "match.path"],
    ["a path with ..", { tool: "Read", match: { path: "./../x" } }, "match.path"],
    ["a hidden character in a path", { tool: "Read", match: { path: "./a\u200bb" } }, "match.path"],
    ["a hidden character in a tool", { tool: "Ba\u200bsh" }, "tool"],
    ["a session that is not there", { scope: { sessionId: "nobody" } }, "scope.sessionId"],
    ["a machine that is not there", { scope: { machineId: "nobody" } }, "scope.machineId"],
    ["a folder that is none", { scope: { folder: "src" } }, "scope.folder"],
    ["the end of no session", { until: "session" }, "until"],
    ["a time that is over", { until: "2020-01-01T00:00:00.000Z" }, "until"],
    ["no use at all", { uses: 0 }, "uses"],
  ];
  test.each(bad)("%s is refused with the reason", async (_name, part, path) => {
    const answer = await owner.send("POST", "/v1/people/rules", { body: { effect: "allow", tool: "Bash", ...part } });
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path, message: expect.any(String) }] });
  });
});

describe("who may", () => {
  test("a viewer makes, changes and ends none", async () => {
    const viewer = await addPerson(hub, "viewer");
    const session = await newSession();
    const rule = { effect: "allow", tool: "Bash", scope: { sessionId: session.id }, until: "session" } as const;
    expect((await viewer.send("POST", "/v1/people/rules", { body: rule })).statusCode).toBe(403);
    const { id } = await make(rule);
    expect((await viewer.send("PATCH", `/v1/people/rules/${id}`, { body: { note: "x" } })).statusCode).toBe(403);
    expect((await viewer.send("DELETE", `/v1/people/rules/${id}`)).statusCode).toBe(403);
    expect(await idsOf()).toContain(id);
  });

  test("an operator makes rules of one session that end with it, and changes and ends only those", async () => {
    const operator = await addPerson(hub, "operator");
    const session = await newSession();
    const own = { effect: "allow", tool: "Bash", scope: { sessionId: session.id }, until: "session" } as const;
    for (const wider of [{ scope: null }, { until: null }, { until: "2099-01-01T00:00:00.000Z" }]) {
      const answer = await operator.send("POST", "/v1/people/rules", { body: { ...own, ...wider } });
      expect([wider, answer.statusCode]).toEqual([wider, 403]);
    }
    const rule = await make(own, operator);
    expect(rule.madeBy).toEqual({ id: operator.id, name: "operator", role: "operator" });
    const change = (id: string, body: object) => operator.send("PATCH", `/v1/people/rules/${id}`, { body });
    expect((await change(rule.id, { uses: 3 })).statusCode).toBe(200);
    expect((await change(rule.id, { scope: null })).statusCode).toBe(403);
    expect((await change(rule.id, { until: null })).statusCode).toBe(403);

    const ofOwner = await make(own);
    expect((await change(ofOwner.id, { uses: 3 })).statusCode).toBe(403);
    expect((await operator.send("DELETE", `/v1/people/rules/${ofOwner.id}`)).statusCode).toBe(403);
    expect((await operator.send("DELETE", `/v1/people/rules/${rule.id}`)).statusCode).toBe(200);
  });

  test("in a discussion where they only read, or that they don't see, an operator makes none", async () => {
    const operator = await addPerson(hub, "operator", "narrowed");
    const [read, hidden] = [await newSession(), await newSession()];
    await hub.core.store.write((tx) =>
      tx.people.setNarrowings(operator.id, [
        { sessionId: read.id, role: "viewer" },
        { sessionId: hidden.id, role: "none" },
      ]),
    );
    expect((await operator.send("POST", "/v1/people/rules", ofSession(read.id))).statusCode).toBe(403);
    expect((await operator.send("POST", "/v1/people/rules", ofSession(hidden.id))).statusCode).toBe(404);
    const rule = await make({ effect: "deny", tool: "x", scope: { sessionId: hidden.id } });
    expect(await idsOf("", operator)).not.toContain(rule.id);
    const body = { tool: "x", input: {}, sessionId: hidden.id };
    expect((await operator.send("POST", "/v1/people/rules/try", { body })).statusCode).toBe(404);
  });
});

describe("ends", () => {
  test("at its time, and the clock set back does not bring it to life", async () => {
    const session = await newSession();
    const until = new Date(hub.core.clock() + 60_000).toISOString();
    const rule = await make({ effect: "allow", tool: "mcp__time", until });
    const call = callIn(session.id, { tool: "mcp__time" });
    expect((await decide(call)).rule?.id).toBe(rule.id);
    hub.advance(61_000);
    expect(hub.core.rules.standing().map(({ id }) => id)).not.toContain(rule.id);
    // At once, before it could be written down that the rule is over.
    hub.advance(-3_600_000);
    expect((await decide(call)).effect).toBe("ask");
    await expect.poll(() => idsOf("?ended=true")).toContain(rule.id);
    hub.advance(3_600_000);
    expect((await entriesOf(rule)).at(-1)).toMatchObject({
      type: "rule-ended",
      by: { type: "hub" },
      details: { why: "time" },
    });
  });

  test("with its session, however that ends", async () => {
    const ends: [string, (id: string) => Promise<unknown>][] = [
      ["closed", (id) => machine.send("POST", `/v1/sessions/${id}/close`, { body: {} })],
      ["done", (id) => machine.send("PATCH", `/v1/sessions/${id}`, { body: { state: "done" } })],
      ["deleted", (id) => owner.send("DELETE", `/v1/people/sessions/${id}`)],
    ];
    for (const [name, end] of ends) {
      const session = await newSession();
      const rule = await make({ effect: "allow", tool: "mcp__s", scope: { sessionId: session.id }, until: "session" });
      await end(session.id);
      // Not in the very next call either, which may come before anything else noticed.
      expect([name, (await decide(callIn(session.id, { tool: "mcp__s" }))).effect]).toEqual([name, "ask"]);
      await expect.poll(() => idsOf("?ended=true")).toContain(rule.id);
      const [ended] = (await list("?ended=true")).items.filter(({ id }) => id === rule.id);
      expect([name, ended?.endedWhy]).toEqual([name, "session"]);
    }
  });

  test("after so many uses, and no more, whoever asks at once", async () => {
    const session = await newSession();
    const rule = await make({ effect: "allow", tool: "mcp__uses", uses: 7 });
    const call = callIn(session.id, { tool: "mcp__uses" });
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => decide(call)));
    expect(verdicts.filter(({ effect }) => effect === "allow")).toHaveLength(7);
    const [ended] = (await list("?ended=true")).items.filter(({ id }) => id === rule.id);
    expect(ended).toMatchObject({ used: 7, endedWhy: "uses" });
    expect((await entriesOf(rule)).at(-1)).toMatchObject({ type: "rule-ended", details: { why: "uses", used: 7 } });
  });

  test("each rule that a decision stands on is used up by it", async () => {
    const session = await newSession();
    const one = await make({ effect: "allow", tool: "Bash", match: { command: "git status" }, uses: 1 });
    const other = await make({ effect: "allow", tool: "Bash", match: { command: "npm publish now" }, uses: 5 });
    const call = callIn(session.id, { tool: "Bash", input: { command: "git status && npm publish now" } });
    expect((await decide(call)).effect).toBe("allow");
    const used = (await list()).items.find(({ id }) => id === other.id);
    expect(used?.used).toBe(1);
    expect(await idsOf("?ended=true")).toContain(one.id);
    expect((await decide(call)).effect).toBe("ask");
    expect((await list()).items.find(({ id }) => id === other.id)?.used).toBe(1);
  });

  test("what ended in the same transaction before decides nothing in it", async () => {
    const session = await newSession();
    const rule = await make({ effect: "allow", tool: "mcp__gone" });
    const { rules, store, clock } = hub.core;
    const verdict = await store.write(async (tx) => {
      await tx.rules.update(rule.id, { endedAt: clock(), endedWhy: "person" });
      return (await rules.decide(tx, callIn(session.id, { tool: "mcp__gone" }), clock())).verdict;
    });
    expect(verdict.effect).toBe("ask");
  });

  test("rules stay over a restart of the hub, and what ran out meanwhile is ended", async () => {
    const home = await mkdtemp(join(tmpdir(), "muster-rules-"));
    const first = await startTestHub({ home });
    const person = await first.person();
    const stays = await make({ effect: "deny", tool: "a" }, person);
    const soon = new Date(first.core.clock() + 50).toISOString();
    const over = await make({ effect: "deny", tool: "b", until: soon }, person);
    await first.close();
    await expect.poll(() => Date.now() > Date.parse(soon)).toBe(true);
    const second = await startTestHub({ home });
    const again = await second.person();
    expect(await idsOf("", again)).toEqual([stays.id]);
    expect(await idsOf("?ended=true", again)).toEqual([over.id]);
    await second.close();
    await rm(home, { recursive: true });
  });
});

describe("trying", () => {
  test("says what the rules, and unsaved ones with them, say to a call, and why", async () => {
    await endAll();
    const git: NewRule = { effect: "allow", tool: "Bash", match: { command: "git status **" } };
    expect(await onLine("git status -s", [])).toMatchObject({ effect: "ask", rule: null });
    expect(await onLine("git status -s", [git])).toMatchObject({ effect: "allow", rule: { match: git.match } });
    const both = await onLine("git status -s && rm -rf build", [git]);
    expect(both.effect).toBe("ask");
    expect(both.parts.map(({ text, effect }) => [text, effect])).toEqual([
      ["git status -s", "allow"],
      ["rm -rf build", "ask"],
    ]);
    expect(both.risks.map(({ kind }) => kind)).toContain("deletes");
    const hidden = await onLine("git status $(rm -rf ~)", [
      git,
      { effect: "deny", tool: "*", match: { command: "rm **" } },
    ]);
    expect(hidden.effect).toBe("deny");
    expect(await idsOf()).toEqual([]);
  });

  test("in a session its agent, machine and folder count", async () => {
    const session = await newSession();
    await machine.send("POST", "/v1/sessions", {
      body: { title: session.title, agent: { kind: "claude" }, folder: "/home/ada/p" },
    });
    const rules: NewRule[] = [
      { effect: "allow", tool: "Read", match: { path: "./**" }, scope: { machineId: machine.id } },
    ];
    const body = { tool: "Read", input: { file_path: "a" }, rules };
    expect((await tryCall({ ...body, sessionId: session.id })).effect).toBe("allow");
    expect((await tryCall(body)).effect).toBe("ask");
  });

  test("what is not understood is asked about where a rule could be against a part of it", async () => {
    const wide: NewRule = { effect: "allow", tool: "Bash" };
    const guard: NewRule = { effect: "deny", tool: "Bash", match: { command: "rm **" } };
    for (const line of ['eval "rm x"', "$cmd x", "rm 'x", "source ./x"]) {
      expect([line, (await onLine(line, [wide])).effect]).toEqual([line, "allow"]);
      expect([line, (await onLine(line, [wide, guard])).effect === "allow"]).toEqual([line, false]);
    }
    expect((await onLine("ls -l", [wide, guard])).effect).toBe("allow");
  });

  test("a pattern that could not be made is refused with the reason", async () => {
    const rules = [{ effect: "allow", tool: "Bash", match: { command: "ls; rm" } }];
    const body = { tool: "Bash", input: { command: "ls" }, rules };
    const answer = await owner.send("POST", "/v1/people/rules/try", { body });
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: "rules[0].match.command" }] });
  });
});

describe("templates", () => {
  test("each rule of each of them can be made", async () => {
    const { items } = (await owner.send("GET", "/v1/people/rules/templates")).json<{ items: typeof ruleTemplates }>();
    expect(items).toEqual(ruleTemplates);
    for (const rule of items.flatMap(({ rules }) => rules)) {
      const answer = await owner.send("POST", "/v1/people/rules", { body: rule });
      expect([rule, answer.statusCode]).toEqual([rule, 201]);
    }
    await endAll();
  });

  test("read-only tools may look below the working folder", async () => {
    const rules = rulesOf("read-only");
    const context = { folder: "/home/ada/p", platform: "linux" };
    for (const tool of [
      "Read",
      "read",
      "read_file",
      "Grep",
      "grep_search",
      "Glob",
      "LS",
      "list_directory",
      "search_files",
    ]) {
      const inside = await tryCall({ tool, input: { path: "src", pattern: "x" }, context, rules });
      const outside = await tryCall({ tool, input: { path: "/etc", pattern: "x" }, context, rules });
      expect([tool, inside.effect, outside.effect]).toEqual([tool, "allow", "ask"]);
    }
    for (const tool of ["Write", "Edit", "apply_patch", "replace", "write_file"]) {
      expect((await tryCall({ tool, input: { path: "src/a" }, context, rules })).effect).toBe("ask");
    }
  });

  test("tests and linters run, and nothing beside them", async () => {
    const rules = rulesOf("tests-and-linters");
    for (const { match } of rules) {
      const line = match?.command?.replace(" **", "") ?? "";
      expect([line, (await onLine(line, rules)).effect]).toEqual([line, "allow"]);
    }
    for (const line of ["npm publish", "npm test && rm -rf .", "npm test > ~/.bashrc", "npx other", "cargo run"]) {
      expect([line, (await onLine(line, rules)).effect]).toEqual([line, "ask"]);
    }
  });

  test("git goes on without a push", async () => {
    const rules = rulesOf("git-except-push");
    for (const line of ["git status -s", "git add -A", 'git commit -m "x"', "git log --oneline", "git pull"]) {
      expect([line, (await onLine(line, rules)).effect]).toEqual([line, "allow"]);
    }
    const wide: NewRule[] = [...rules, { effect: "allow", tool: "Bash" }];
    for (const line of ["git push", "git push --force origin main", "git -C x push", "git commit -m x && git push"]) {
      expect([line, (await onLine(line, wide)).effect]).toEqual([line, "ask"]);
    }
  });
});

describe("what screens are told", () => {
  test("settings say whether commands can be parsed", async () => {
    const { shellParser } = (await owner.send("GET", "/v1/people/settings")).json<Pick<RulesAnswer, "shellParser">>();
    expect(shellParser).toMatchObject({ isLoaded: true, problem: null });
    expect((await list()).shellParser).toEqual(shellParser);
  });

  test("without a parser every line is asked about, and both pages say so", async () => {
    const shellParser = {
      state: { isLoaded: false, name: "none", problem: "it is not there" },
      parse: () => ({ commands: [], problems: ["no parser"] }),
    };
    const other = await startTestHub({ shellParser });
    const person = await other.person();
    const rules = [{ effect: "allow", tool: "Bash", match: { command: "ls" } }];
    expect((await tryCall({ tool: "Bash", input: { command: "ls" }, rules }, person)).effect).toBe("ask");
    expect((await list("", person)).shellParser).toEqual(shellParser.state);
    expect((await person.send("GET", "/v1/people/settings")).json()).toMatchObject({ shellParser: shellParser.state });
    await other.close();
  });
});

test("hooks are told whether a rule may deny on their machine", async () => {
  await endAll();
  const other = await hub.machine("other");
  expect(await denies(machine)).toBe(false);
  await make({ effect: "allow", tool: "Bash" });
  expect(await denies(machine)).toBe(false);
  await make({ effect: "deny", tool: "Bash", scope: { machineId: other.id } });
  expect([await denies(machine), await denies(other)]).toEqual([false, true]);
});
