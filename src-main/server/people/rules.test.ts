import { afterAll, describe, expect, test } from "vitest";
import type { RulesAnswer } from "#contract/rule.ts";
import { addPerson } from "../../testing/people.ts";
import { startRuling } from "../../testing/rules.ts";
import { startTestHub, type TestMachine } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
const { machine, owner, newSession, make, list, idsOf, endAll, tryCall, entriesOf } = await startRuling(hub);

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
