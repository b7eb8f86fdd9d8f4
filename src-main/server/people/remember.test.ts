import { afterAll, describe, expect, test } from "vitest";
import type { Approval, DecisionRequest, Remember } from "#contract/approval.ts";
import type { ReplayAnswer, Rule, RulesAnswer } from "#contract/rule.ts";
import { addPerson } from "../../testing/people.ts";
import { startRuling } from "../../testing/rules.ts";
import { startTestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
const { machine, owner, list, endAll } = await startRuling(hub);

let count = 0;
const newSession = async (kind = "claude", folder = "/home/ada/p", of: TestMachine = machine) => {
  count += 1;
  const body = { title: `Remember ${count}`, agent: { kind }, folder };
  return (await of.send("POST", "/v1/sessions", { body })).json<{ session: { id: string } }>().session;
};

const bash = (command: string) => ({ tool: "Bash", input: { command } });
const open = async (sessionId: string, request: object, of: TestMachine = machine) =>
  (await of.send("POST", `/v1/sessions/${sessionId}/approvals`, { body: request })).json<{ approval: Approval }>()
    .approval;
const decide = (approval: Approval, body: DecisionRequest, by: TestPerson = owner) =>
  by.send("POST", `/v1/people/approvals/${approval.id}/decision`, { body });
const remembered = async (approval: Approval, remember: Remember, decision: "allow" | "deny" = "allow") => {
  const answer = await decide(approval, { decision, remember });
  const { rule } = answer.json<{ approval: Approval }>().approval.decision ?? {};
  if (!rule) throw new Error(answer.body);
  return rule;
};
const rulesNow = async (query?: string) => (await list(query)).items;
const ruleNow = async ({ id }: Rule) => (await rulesNow()).find((rule) => rule.id === id);

describe("a decision that is remembered", () => {
  test("answers the next identical call of the session, and no other, until the session ends", async () => {
    const session = await newSession();
    const first = await open(session.id, bash("npm publish --tag next"));
    expect(first.state).toBe("open");
    const rule = await remembered(first, {});
    expect(rule).toMatchObject({
      effect: "allow",
      tool: "Bash",
      match: first.suggestions[0]?.match,
      scope: { sessionId: session.id },
      until: "session",
      fromApproval: first.id,
      used: 0,
    });

    const second = await open(session.id, bash("npm publish --tag next"));
    expect(second).toMatchObject({
      state: "allowed",
      decision: { by: { type: "rule", id: rule.id }, via: "rule", rule: { id: rule.id } },
    });
    expect(second.verdict).toMatchObject({ effect: "allow", rule: { id: rule.id } });
    expect(await ruleNow(rule)).toMatchObject({ used: 1, lastUsedAt: expect.any(String) });

    for (const other of ["npm publish --tag latest", "npm publish --tag next; rm x", "npm publish --tag next > x"]) {
      expect([other, (await open(session.id, bash(other))).state]).toEqual([other, "open"]);
    }
    const elsewhere = await newSession();
    expect((await open(elsewhere.id, bash("npm publish --tag next"))).state).toBe("open");

    await machine.send("POST", `/v1/sessions/${session.id}/close`, { body: {} });
    expect((await open(session.id, bash("npm publish --tag next"))).state).toBe("open");
    await expect.poll(() => ruleNow(rule)).toBeUndefined();
  });

  test("denies as well, with the same words", async () => {
    const session = await newSession();
    const rule = await remembered(await open(session.id, bash("git push")), {}, "deny");
    expect(rule.effect).toBe("deny");
    expect(await open(session.id, bash("git push"))).toMatchObject({ state: "denied", decision: { via: "rule" } });
  });

  test("counts where it is said to", async () => {
    const other = await hub.machine("laptop");
    const call = { tool: "mcp__deploy__status", input: { id: 1 } };
    const cases: [Remember["scope"], Partial<Rule["scope"]> | null, boolean[]][] = [
      // The same folder and kind, below the folder, another folder, another kind, another machine.
      ["agent", { agentKind: "claude" }, [true, true, true, false, true]],
      ["machine", { machineId: machine.id }, [true, true, true, true, false]],
      ["folder", { machineId: machine.id, folder: "/home/ada/p" }, [true, true, false, true, false]],
      ["everywhere", null, [true, true, true, true, true]],
      [{ agentKind: "codex" }, { agentKind: "codex" }, [false, false, false, true, false]],
    ];
    for (const [scope, made, expected] of cases) {
      await endAll();
      const rule = await remembered(await open((await newSession()).id, call), { scope });
      expect([rule.scope, rule.until]).toEqual([made, null]);
      const answered: boolean[] = [];
      for (const [kind, folder, of] of [
        ["claude", "/home/ada/p", machine],
        ["claude", "/home/ada/p/src", machine],
        ["claude", "/home/ada/q", machine],
        ["codex", "/home/ada/p", machine],
        ["claude", "/home/ada/p", other],
      ] as const) {
        answered.push((await open((await newSession(kind, folder, of)).id, call, of)).state === "allowed");
      }
      expect([scope, answered]).toEqual([scope, expected]);
    }
    await endAll();
  });

  test("decides so often as it may, also when many ask at once", async () => {
    const session = await newSession();
    const rule = await remembered(await open(session.id, bash("make release")), { uses: 5 });
    const asked = await Promise.all(Array.from({ length: 30 }, () => open(session.id, bash("make release"))));
    expect(asked.filter(({ state }) => state === "allowed")).toHaveLength(5);
    expect(asked.filter(({ state }) => state === "open")).toHaveLength(25);
    expect((await rulesNow("?ended=true")).find(({ id }) => id === rule.id)).toMatchObject({
      used: 5,
      endedWhy: "uses",
    });
  });

  test("is an operator's only for the session; what is refused decides nothing", async () => {
    const operator = await addPerson(hub, "operator");
    const approval = await open((await newSession()).id, bash("make deploy"));
    for (const remember of [{ scope: "everywhere" }, { scope: "folder" }, { until: null }] as Remember[]) {
      const answer = await decide(approval, { decision: "allow", remember }, operator);
      expect([remember, answer.statusCode]).toEqual([remember, 403]);
    }
    const bad: Remember = { rule: { match: { command: "make; x" } } };
    expect((await decide(approval, { decision: "allow", remember: bad }, operator)).statusCode).toBe(400);
    const now = (await owner.send("GET", `/v1/people/approvals/${approval.id}`)).json<{ approval: Approval }>();
    expect(now.approval.state).toBe("open");
    const made = await decide(approval, { decision: "allow", remember: {} }, operator);
    expect(made.json()).toMatchObject({
      approval: { decision: { rule: { madeBy: { id: operator.id, role: "operator" } } } },
    });
  });

  test("may be of other words than the call's own", async () => {
    const session = await newSession();
    const approval = await open(session.id, bash("npm run build"));
    await remembered(approval, { rule: { match: { command: "npm run **" }, note: "builds" } });
    expect((await open(session.id, bash("npm run docs"))).state).toBe("allowed");
    const whole = await open(session.id, bash("ls"));
    expect((await remembered(whole, { rule: { match: null } })).match).toBeNull();
    expect((await open(session.id, bash("anything at all"))).state).toBe("allowed");
  });
});

test("each suggestion of a call answers it, narrowest first", async () => {
  const calls = [bash("git status -s"), bash("cd src && npm test"), { tool: "Edit", input: { file_path: "src/a.ts" } }];
  for (const call of calls) {
    const { suggestions } = await open((await newSession()).id, call);
    expect(suggestions.length).toBeGreaterThan(1);
    expect(suggestions.at(-1)?.match).toBeUndefined();
    for (const rule of suggestions) {
      const session = await newSession();
      const body = { ...call, sessionId: session.id, rules: [rule] };
      const answer = await owner.send("POST", "/v1/people/rules/try", { body });
      expect([rule, answer.json()]).toMatchObject([rule, { effect: "allow" }]);
    }
  }
});

test("where other rules allow the rest of a line, patterns for what is left are suggested, in their scope", async () => {
  await endAll();
  const [session, elsewhere] = [await newSession(), await newSession()];
  const rest = { effect: "allow", tool: "Bash", match: { command: "npm test **" }, scope: { sessionId: session.id } };
  await owner.send("POST", "/v1/people/rules", { body: rest });
  const line = "npm run build && npm test --silent";
  const patternsIn = async (sessionId: string) =>
    (await open(sessionId, bash(line))).suggestions.flatMap(({ match }) => match?.command ?? []);
  const suggested = await patternsIn(session.id);
  expect(suggested).toEqual(["npm run build", "npm run build **"]);
  expect(await patternsIn(elsewhere.id)).toEqual([]);
  for (const command of suggested) {
    const body = { ...bash(line), sessionId: session.id, rules: [{ ...rest, match: { command } }] };
    expect((await owner.send("POST", "/v1/people/rules/try", { body })).json()).toMatchObject({ effect: "allow" });
  }
  await endAll();
});

test("a guest's words never run with an owner's rights: the rule's role is that of whoever is behind the call", async () => {
  const operator = await addPerson(hub, "operator", "guest");
  const session = await newSession();
  for (const [tool, role] of [
    ["mcp__for__owners", "owner"],
    ["mcp__for__operators", "operator"],
  ] as const) {
    await owner.send("POST", "/v1/people/rules", { body: { effect: "allow", tool, scope: { role } } });
  }
  const ask = async () => {
    const tools = ["mcp__for__owners", "mcp__for__operators"];
    const asked = await Promise.all(tools.map((tool) => open(session.id, { tool, input: {} })));
    return asked.map(({ state }) => state);
  };
  const take = () => machine.send("GET", `/v1/sessions/${session.id}/replies?carrier=hook`);
  const say = (by: TestPerson) =>
    by.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "go on" } });

  expect(await ask()).toEqual(["allowed", "allowed"]);
  await say(operator);
  await say(owner);
  await take();
  expect(await ask()).toEqual(["open", "allowed"]);
});

test("a replay says what rules would have decided on the last approvals, and decides nothing", async () => {
  await endAll();
  const own = await startTestHub();
  const by = await own.machine();
  const person = await own.person();
  const session = await by.session("Replayed");
  for (const command of ["git status", "rm -rf build", "git log"]) await open(session.id, bash(command), by);
  const replay = async (rules: object[], who = person) =>
    (await who.send("POST", "/v1/people/rules/replay", { body: { rules } })).json<ReplayAnswer>();
  const git = { effect: "allow", tool: "Bash", match: { command: "git **" } };
  const { looked, items } = await replay([git, { effect: "deny", tool: "Bash", match: { command: "rm **" } }]);
  expect(looked).toBe(3);
  expect(items.map(({ effect, decided, sessionTitle }) => [effect, decided, sessionTitle])).toEqual([
    ["allow", "open", "Replayed"],
    ["deny", "open", "Replayed"],
    ["allow", "open", "Replayed"],
  ]);
  expect((await person.send("GET", "/v1/people/rules")).json<RulesAnswer>().items).toEqual([]);

  // Whoever doesn't see the discussion doesn't see its calls.
  const viewer = await addPerson(own, "viewer");
  await own.core.store.write((tx) => tx.people.setNarrowings(viewer.id, [{ sessionId: session.id, role: "none" }]));
  expect(await replay([git], viewer)).toEqual({ looked: 0, items: [] });
  await own.close();
});
