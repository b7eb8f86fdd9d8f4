import { describe, expect, test } from "vitest";
import type { MeAnswer } from "#contract/machine.ts";
import type { Page } from "#contract/common.ts";
import type { Session } from "#contract/session.ts";
import { startHooked } from "../../testing/acts.ts";
import { ownHub } from "../../testing/own-hub.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString();

const codexBody = (externalId: string) => ({
  agent: { kind: "codex" },
  session: { externalId, folder: "/a/b" },
  event: "started",
});

describe("an act makes a session", () => {
  test("named after agent and folder, until the first prompt gives it a title", async () => {
    const { act, seen } = await startHooked(await ownHub());
    await act("started", { session: { branch: "main" } });
    expect(await seen()).toMatchObject({
      title: "Claude Code in shop",
      state: "idle",
      folder: "/srv/shop",
      branch: "main",
      agent: { kind: "claude" },
      lastSeq: 0,
    });
    await act("prompted", { session: { title: "\n  Mend the cart  \nand tell me" } });
    await act("prompted", { session: { title: "Now the tests" } });
    expect(await seen()).toMatchObject({ title: "Mend the cart", state: "working" });
  });

  test("whose title a person chose stays, and one that is taken gets a number", async () => {
    const hub = await ownHub();
    const first = await startHooked(hub);
    await first.act("prompted", { session: { title: "Mend it" } });
    const { machine } = first;
    await machine.send("POST", "/v1/acts", { body: codexBody("x") });
    await machine.send("POST", "/v1/acts", { body: codexBody("y") });
    await machine.send("POST", "/v1/acts", {
      body: { ...codexBody("y"), event: "prompted", session: { externalId: "y", title: "MEND  it" } },
    });
    const titles = (await machine.send("GET", "/v1/sessions")).json<Page<Session>>().items.map(({ title }) => title);
    expect(titles.toSorted()).toEqual(["Codex in b", "MEND it (2)", "Mend it"]);
    await first.change({ title: "My own" });
    await first.act("prompted", { session: { title: "Another" } });
    expect(await first.seen()).toMatchObject({ title: "My own" });
  });

  test("that is found again by the agent's own id, also when it was closed", async () => {
    const { act, seen, machine } = await startHooked(await ownHub());
    const { session } = await act("prompted", { session: { title: "Long task" } });
    await machine.send("POST", `/v1/sessions/${session?.id}/close`);
    expect((await act("started")).session).toEqual({ id: session?.id, title: "Long task", state: "idle" });
    expect(await seen()).toMatchObject({ state: "idle", closedAt: null });
    const externalId = (await seen()).externalId ?? "";
    const found = await machine.send("GET", `/v1/sessions?externalId=${externalId}`);
    expect(found.json<Page<Session>>().items).toMatchObject([{ id: session?.id, externalId }]);
    expect((await machine.send("GET", "/v1/sessions?externalId=other")).json()).toMatchObject({ items: [] });
  });

  test("whose folder stays when the agent changes it at work, and whose agent's version is kept", async () => {
    const { act, seen } = await startHooked(await ownHub());
    await act("started", { session: { folder: "/srv/shop" }, agent: { kind: "claude", version: "1.0" } });
    await act("tool", { session: { folder: "/srv/shop/api" }, agent: { kind: "claude", version: "1.1" } });
    expect(await seen()).toMatchObject({ folder: "/srv/shop", agent: { kind: "claude", version: "1.1" } });
    await act("started", { session: { folder: "/srv/other" } });
    expect(await seen()).toMatchObject({ folder: "/srv/other", agent: { version: "1.1" } });
  });

  test("of its own machine only", async () => {
    const hub = await ownHub();
    const one = await startHooked(hub);
    const { session } = await one.act("started");
    const other = await hub.machine("other");
    const externalId = (await one.seen()).externalId;
    const body = { agent: { kind: "claude" }, session: { externalId }, event: "started" };
    const acted = (await other.send("POST", "/v1/acts", { body })).json<{ session: { id: string } }>();
    expect(acted.session.id).not.toBe(session?.id);
  });

  test("but a test event makes none, and only says that the hooks work", async () => {
    const { act, machine } = await startHooked(await ownHub());
    expect(await act("test", { agent: { kind: "claude", version: "2.1.0" } })).toEqual({
      session: null,
      report: "tools",
      approvals: "beside",
      denies: false,
      items: [],
      stop: false,
      interrupt: null,
      waitSeconds: 0,
      terminal: false,
    });
    expect((await machine.send("GET", "/v1/sessions")).json()).toMatchObject({ items: [] });
    const me = (await machine.send("GET", "/v1/me")).json<MeAnswer>();
    expect(me.lastActs).toEqual([{ kind: "claude", version: "2.1.0", event: "test", at: expect.any(String) }]);
  });
});

describe("the state follows the acts", () => {
  test("from prompt to end, with the reason why it stands still", async () => {
    const { act, seen } = await startHooked(await ownHub());
    const steps: [Parameters<typeof act>[0], string | undefined, string, string | null][] = [
      ["started", undefined, "idle", null],
      ["prompted", undefined, "working", null],
      ["tool", undefined, "working", null],
      ["waiting", "Permission asked: Bash", "waiting", "Permission asked: Bash"],
      ["tool-done", undefined, "working", null],
      ["blocked", "rate limit", "blocked", "rate limit"],
      ["prompted", undefined, "working", null],
      ["turn-ended", undefined, "idle", null],
      ["ended", undefined, "done", null],
      ["started", undefined, "idle", null],
    ];
    for (const [event, stateNote, state, note] of steps) {
      const acted = await act(event, stateNote === undefined ? {} : { stateNote });
      expect([event, acted.session?.state, (await seen()).stateNote]).toEqual([event, state, note]);
    }
  });

  test("and stays working while subagents run, until the last is back", async () => {
    const { act, seen } = await startHooked(await ownHub());
    for (const event of ["prompted", "subagent-started", "subagent-started", "turn-ended"] as const) await act(event);
    expect(await seen()).toMatchObject({ state: "working" });
    await act("subagent-ended");
    expect(await seen()).toMatchObject({ state: "working" });
    await act("subagent-ended");
    expect(await seen()).toMatchObject({ state: "idle" });
  });

  test("and what a subagent does begins and ends no turn of the agent itself", async () => {
    const { act, seen } = await startHooked(await ownHub());
    await act("prompted");
    await act("turn-ended", { subagent: true });
    expect(await seen()).toMatchObject({ state: "working" });
    await act("subagent-started");
    await act("turn-ended");
    await act("tool", { subagent: true, activity: { text: "Read a.ts" } });
    expect(await seen()).toMatchObject({ state: "working", activity: { text: "Read a.ts", toolCalls: 1 } });
    await act("subagent-ended");
    expect(await seen()).toMatchObject({ state: "idle" });
  });

  test("and a reason goes with its state, also when the agent says by other means that it goes on", async () => {
    const { act, seen, machine } = await startHooked(await ownHub());
    const { session } = await act("waiting", { stateNote: "Permission asked" });
    await machine.send("PATCH", `/v1/sessions/${session?.id}`, { body: { state: "working" } });
    expect(await seen()).toMatchObject({ state: "working", stateNote: null });
    await act("waiting", { stateNote: "Permission asked" });
    await machine.send("POST", `/v1/sessions/${session?.id}/messages`, { body: { text: "on", state: "working" } });
    expect(await seen()).toMatchObject({ state: "working", stateNote: null });
  });

  test("and is never set back by an act that happened before", async () => {
    const { act, seen } = await startHooked(await ownHub());
    await act("prompted", { at: at(1), activity: { text: "Bash: npm test" } });
    await act("turn-ended", { at: at(5), plan: [{ text: "new", done: true }] });
    await act("tool", { at: at(3), activity: { text: "Edit a.ts" }, plan: [{ text: "old", done: false }], masked: 2 });
    expect(await seen()).toMatchObject({
      state: "idle",
      plan: [{ text: "new", done: true }],
      activity: { text: "Bash: npm test", toolCalls: 1, masked: 2 },
    });
  });

  test("and goes on after the agent's clock was set back", async () => {
    const { act, take, seen } = await startHooked(await ownHub());
    await act("turn-ended", { at: at(59) });
    await take("prompted", { at: new Date(Date.UTC(2026, 10, 20, 9)).toISOString() });
    expect(await seen()).toMatchObject({ state: "working" });
  });

  test("but an agent that says itself that it waits or is done is believed until it goes on", async () => {
    const { act, seen, machine } = await startHooked(await ownHub());
    await act("prompted");
    const { session } = await act("tool");
    const body = { text: "Which one?", state: "waiting" };
    await machine.send("POST", `/v1/sessions/${session?.id}/messages`, { body });
    await act("tool-done");
    await act("turn-ended");
    expect(await seen()).toMatchObject({ state: "waiting" });
    await act("prompted");
    expect(await seen()).toMatchObject({ state: "working" });
  });
});

describe("what an act tells", () => {
  test("is one line that is updated in place, and no message", async () => {
    const { act, seen, messages } = await startHooked(await ownHub());
    await act("prompted");
    expect(await seen()).toMatchObject({ activity: null });
    await act("tool", { activity: { text: "Bash: npm test", tool: "Bash" }, masked: 1 });
    await act("tool-done");
    await act("subagent-started");
    await act("tool", { activity: { text: "Edit a.ts", tool: "Edit" }, masked: 2 });
    expect(await seen()).toMatchObject({
      activity: { text: "Edit a.ts", tool: "Edit", toolCalls: 2, subagents: 1, masked: 3 },
    });
    await act("prompted");
    await act("tool", { activity: { text: "Read b.ts" } });
    expect(await seen()).toMatchObject({
      activity: { text: "Read b.ts", tool: null, toolCalls: 1, subagents: 0, masked: 3 },
    });
    expect(await messages()).toEqual([]);
  });

  test("may be plan, usage and the last words of the turn, as a post", async () => {
    const { act, seen, messages } = await startHooked(await ownHub());
    await act("prompted");
    await act("plan", { plan: [{ text: "one", done: false }] });
    await act("turn-ended", {
      usage: { inputTokens: 5, outputTokens: 7 },
      post: { text: "All done.", level: "success" },
    });
    expect(await seen()).toMatchObject({
      state: "idle",
      plan: [{ text: "one", done: false }],
      usage: { inputTokens: 5, outputTokens: 7 },
      lastMessage: { preview: "All done." },
    });
    expect(await messages()).toMatchObject([{ kind: "post", text: "All done.", level: "success", seq: 1 }]);
  });

  test("comes once when it is sent again with its key, with or without taking replies", async () => {
    const { act, seen, messages } = await startHooked(await ownHub());
    await act("prompted");
    const key = { "idempotency-key": "k" };
    const more = { post: { text: "Once." }, activity: { text: "x" } };
    const first = await act("tool", more, key);
    expect(await act("tool", { ...more, take: true }, key)).toEqual(first);
    expect(await messages()).toHaveLength(1);
    expect(await seen()).toMatchObject({ activity: { toolCalls: 1 } });
    await expect(act("tool", { post: { text: "Other." } }, key)).rejects.toThrow("409");
  });

  test.each([
    ["states", [], null, null, "Claude Code in shop"],
    ["messages", ["Words."], null, [{ text: "one", done: false }], "Secret plan"],
    ["tools", ["Words."], "Bash: ls", [{ text: "one", done: false }], "Secret plan"],
  ])("is no more than its machine may tell: %s", async (report, texts, doing, plan, title) => {
    const { act, seen, messages, machine, person } = await startHooked(await ownHub());
    await person.send("PATCH", `/v1/people/machines/${machine.id}`, { body: { report } });
    const acted = await act("prompted", {
      session: { title: "Secret plan" },
      activity: { text: "Bash: ls" },
      plan: [{ text: "one", done: false }],
      post: { text: "Words." },
      usage: { inputTokens: 5 },
    });
    expect(acted.report).toBe(report);
    expect((await seen()).usage === null).toBe(report === "states");
    const session = await seen();
    expect([session.activity?.text ?? null, session.plan, session.title, session.state]).toEqual([
      doing,
      plan,
      title,
      "working",
    ]);
    expect((await messages()).map(({ text }) => text)).toEqual(texts);
    await act("waiting", { stateNote: "Permission asked: Bash: ls" });
    expect((await seen()).stateNote === null).toBe(report === "states");
  });

  test("reaches a screen as one frame", async () => {
    const hub = await ownHub();
    const { act } = await startHooked(hub);
    await act("prompted");
    hub.core.changes.flush();
    const seen: string[] = [];
    hub.core.changes.subscribe(({ type }) => seen.push(type));
    await act("tool", { activity: { text: "Bash: ls" } });
    await act("turn-ended", { post: { text: "Done." } });
    hub.core.changes.flush();
    expect(seen).toEqual(["session", "message"]);
  });
});

test("what a machine found out about itself is kept and shown to people", async () => {
  const { machine, person } = await startHooked(await ownHub());
  const findings = [{ agent: "claude", check: "hooks", status: "bad", text: "none", fix: "muster install claude" }];
  const answer = await machine.send("PATCH", "/v1/me", { body: { doctor: { version: "0.2.0", findings } } });
  expect(answer.json()).toMatchObject({ machine: { doctor: { version: "0.2.0", findings, at: expect.any(String) } } });
  const list = await person.send("GET", "/v1/people/machines");
  expect(list.json()).toMatchObject({ items: [{ id: machine.id, doctor: { findings } }] });
});
