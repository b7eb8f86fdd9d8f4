import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { OpenedApproval } from "#contract/approval.ts";
import type { ToolInput } from "#contract/rule.ts";
import { type Asking, bash, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";

let hub: TestHub;
let asking: Asking;
beforeEach(async () => {
  hub = await ownHub();
  asking = await startAsking(hub);
});

const ledger = async (of = hub) =>
  (await of.core.store.read.ledger.list({}, { limit: 100 })).filter(({ type }) => type.startsWith("approval-"));
const sessionNow = async () => {
  const session = await hub.core.store.read.sessions.byId(asking.sessionId);
  if (session === undefined) throw new Error("the session is gone");
  return session;
};
const stateIs = (id: string, state: string) =>
  until(async () => (await asking.get(id)).state === state, `the approval was ${state}`);

const hashOf = async (tool: string, input: ToolInput) => (await asking.open({ tool, input })).inputHash;

const takes = async (kind: string | undefined, more: object = {}) => {
  const body = { title: `Of ${kind}`, ...(kind && { agent: { kind } }) };
  const { session } = (await asking.machine.send("POST", "/v1/sessions", { body })).json();
  const url = `/v1/sessions/${session.id}/approvals`;
  const opened = await asking.machine.send("POST", url, { body: { ...bash("make"), ...more } });
  return opened.json<OpenedApproval>().approval?.takes;
};

const lasts = ({ createdAt, expiresAt }: { createdAt: string; expiresAt: string }) =>
  (Date.parse(expiresAt) - Date.parse(createdAt)) / 1000;

const make = async (body: object) => {
  const answer = await asking.person.send("POST", "/v1/people/rules", { body });
  expect(answer.statusCode).toBe(201);
  return answer.json().rule as { id: string };
};
const ask = async (more: object) =>
  asking.machine.send("POST", `/v1/sessions/${asking.sessionId}/approvals`, { body: { ...bash("ls"), ...more } });

const startIn = async (home: string, settings: object = {}) => startTestHub({ home, settings });
const newHome = async () => {
  const home = await mkdtemp(join(tmpdir(), "muster-approvals-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
};
const callAs = (of: TestHub, key: string) => (method: string, url: string) =>
  of.send(method, url, { headers: { authorization: `Bearer ${key}` } });

test("the ledger says from which address an agent's side opened an approval, and took it back", async () => {
  const { machine, sessionId } = asking;
  const from = "127.0.0.7";
  const body = { tool: "Bash", input: { command: "ls" } };
  const opened = await machine.send("POST", `/v1/sessions/${sessionId}/approvals`, { body, from });
  await machine.send("DELETE", `/v1/approvals/${opened.json().approval.id}`, { body: {}, from });
  const entries = await hub.core.store.read.ledger.list(
    { types: ["approval-opened", "approval-withdrawn"] },
    { limit: 9 },
  );
  expect(entries.map(({ type, address }) => [type, address])).toEqual([
    ["approval-withdrawn", from],
    ["approval-opened", from],
  ]);
});

describe("an approval", () => {
  test("waits until a person decides, and gives the agent what they decided", async () => {
    const approval = await asking.open(bash("npm publish --access public"));
    expect(approval).toMatchObject({
      state: "open",
      tool: "Bash",
      input: { command: "npm publish --access public" },
      summary: "npm publish --access public",
      code: expect.stringMatching(/^[a-z0-9]{4}$/),
      behind: null,
      decision: null,
      verdict: { effect: "ask", rule: null },
    });
    const { ended } = await asking.wait(approval.id);
    const answer = await asking.decide(approval.id, { decision: "deny", note: "Use staging" });
    expect(answer).toMatchObject({ status: 200, approval: { state: "denied" } });
    expect(await ended).toEqual(answer.approval);
    expect((await ended).decision).toMatchObject({
      by: { type: "person", name: "ada", role: "owner" },
      via: "page",
      note: "Use staging",
    });
    expect(await asking.get(approval.id)).toEqual(answer.approval);
  });

  test("is a message of the discussion and makes its session need a person until it is over", async () => {
    const approval = await asking.open();
    const read = async () =>
      (await asking.person.send("GET", `/v1/people/sessions/${asking.sessionId}`)).json().session as object;
    expect(await read()).toMatchObject({ attention: "approval", openApprovals: 1, lastMessage: { kind: "approval" } });
    const page = await asking.person.send("GET", `/v1/people/sessions/${asking.sessionId}/messages`);
    expect(page.json().items).toMatchObject([{ kind: "approval", text: "npm publish", approval }]);
    await asking.decide(approval.id, { decision: "allow" });
    expect(await read()).toMatchObject({ attention: null, openApprovals: 0 });
  });

  test("is one and the same when it is asked for again with the agent's id of the call", async () => {
    const first = await asking.open({ callId: "toolu_1" });
    expect(await asking.open({ callId: "toolu_1" })).toEqual(first);
    expect((await asking.open({ callId: "toolu_2" })).id).not.toBe(first.id);
    expect((await sessionNow()).openApprovals).toBe(2);
  });

  test("never stands for another input under the same id of a call: the one before is over", async () => {
    const first = await asking.open({ ...bash("ls"), callId: "toolu_1" });
    const second = await asking.open({ ...bash("rm -rf build"), callId: "toolu_1" });
    expect(second).toMatchObject({ state: "open", input: { command: "rm -rf build" } });
    expect(await asking.get(first.id)).toMatchObject({ state: "withdrawn", decision: { by: { type: "agent" } } });
    expect((await asking.decide(first.id, { decision: "allow" })).status).toBe(409);
  });

  test("that is opened again with its idempotency key is one", async () => {
    const headers = { "idempotency-key": "k1" };
    const first = await asking.open({}, headers);
    expect(await asking.open({}, headers)).toEqual(first);
    expect((await sessionNow()).openApprovals).toBe(1);
    expect(await ledger()).toHaveLength(1);
  });

  test("opens a session again that was closed or over", async () => {
    for (const state of ["closed", "done", "failed"]) {
      await asking.machine.send("PATCH", `/v1/sessions/${asking.sessionId}`, { body: { state } });
      const { id } = await asking.open();
      hub.core.changes.flush();
      expect(await sessionNow()).toMatchObject({ state: "working", closedAt: null });
      expect((await asking.get(id)).state).toBe("open");
      await asking.decide(id, { decision: "allow" });
    }
  });

  test("of another machine can't be seen, waited for or taken back", async () => {
    const { id } = await asking.open();
    const other = await hub.machine("other");
    expect((await other.send("GET", `/v1/approvals/${id}`)).statusCode).toBe(404);
    expect((await other.send("GET", `/v1/approvals/${id}?wait=30`)).statusCode).toBe(404);
    expect((await other.send("DELETE", `/v1/approvals/${id}`)).statusCode).toBe(404);
    const body = bash("ls");
    expect((await other.send("POST", `/v1/sessions/${asking.sessionId}/approvals`, { body })).statusCode).toBe(404);
  });

  test("is hashed the same whatever the order of the fields, and otherwise with another tool or input", async () => {
    const first = await hashOf("Edit", { path: "a", edits: [{ a: 1, b: 2 }] });
    expect(await hashOf("Edit", { edits: [{ b: 2, a: 1 }], path: "a" })).toBe(first);
    expect(await hashOf("Write", { path: "a", edits: [{ a: 1, b: 2 }] })).not.toBe(first);
    expect(await hashOf("Edit", { path: "b", edits: [{ a: 1, b: 2 }] })).not.toBe(first);
  });

  test("says what the agent can do with the answer, by its kind and by what its side says", async () => {
    expect(await takes("claude")).toEqual({ input: true, note: true, allow: true, replies: false });
    expect(await takes("gemini")).toEqual({ input: false, note: true, allow: false, replies: false });
    expect(await takes("opencode")).toEqual({ input: false, note: true, allow: true, replies: true });
    expect(await takes(undefined)).toEqual({ input: false, note: true, allow: true, replies: true });
    const given = { takes: { input: false, replies: true } };
    expect(await takes("claude", given)).toEqual({ input: false, note: true, allow: true, replies: true });
  });

  test("lasts as long as it says, or as the setting says", async () => {
    expect(lasts(await asking.open({ timeoutSeconds: 7 }))).toBe(7);
    expect(lasts(await asking.open())).toBe(300);
    await asking.person.send("PATCH", "/v1/people/settings", { body: { approvalTimeoutSeconds: 60 } });
    expect(lasts(await asking.open())).toBe(60);
  });

  test("is told to who follows the machine's events, when it is opened and when it is over", async () => {
    const host = await hub.listen();
    const gone = new AbortController();
    onTestFinished(() => gone.abort());
    const headers = { authorization: `Bearer ${asking.machine.key}` };
    const { body } = await fetch(`http://${host}/v1/events`, { headers, signal: gone.signal });
    const approval = await asking.open();
    await asking.decide(approval.id, { decision: "allow" });
    let told = "";
    const decoder = new TextDecoder();
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      told += decoder.decode(chunk);
      if (told.includes('"allowed"')) break;
    }
    const data = told.split("\n").flatMap((line, at, all) => (line === "event: approval" ? [all[at + 1] ?? ""] : []));
    const states = data.map((line) => JSON.parse(line.slice("data: ".length)).approval.state);
    expect(states).toEqual(["open", "allowed"]);
  });
});

describe("rules", () => {
  test("decide at once: the approval is there, closed, with the rule that did", async () => {
    const rule = await make({ effect: "deny", tool: "Web*", note: "No network" });
    const approval = await asking.open({ tool: "WebFetch", input: { url: "https://example.org" } });
    expect(approval).toMatchObject({
      state: "denied",
      decision: { by: { type: "rule", id: rule.id }, via: "rule", note: "No network", rule: { id: rule.id, used: 1 } },
      verdict: { effect: "deny" },
    });
    expect((await sessionNow()).openApprovals).toBe(0);
    expect((await ledger()).map(({ type, by }) => [type, by.type])).toEqual([
      ["approval-denied", "rule"],
      ["approval-opened", "machine"],
    ]);
  });

  test("alone are asked when no person is to be: nothing is opened where none decides", async () => {
    const answer = await ask({ rulesOnly: true });
    expect([answer.statusCode, answer.json()]).toEqual([200, { approval: null }]);
    expect(await sessionNow()).toMatchObject({ openApprovals: 0, lastSeq: 0 });
    await make({ effect: "allow", tool: "Bash", match: { command: "ls" } });
    const allowed = await ask({ rulesOnly: true });
    expect([allowed.statusCode, allowed.json().approval.state]).toEqual([201, "allowed"]);
  });

  test("that allow decide nothing where only a denial is asked for, and are not used up", async () => {
    const rule = await make({ effect: "allow", tool: "Bash", match: { command: "ls" }, uses: 1 });
    expect((await ask({ rulesOnly: "deny" })).json()).toEqual({ approval: null });
    expect(await hub.core.store.read.rules.byId(rule.id)).toMatchObject({ used: 0, endedAt: null });
    await make({ effect: "deny", tool: "Bash", match: { command: "rm **" } });
    const denied = await ask({ rulesOnly: "deny", ...bash("rm -rf build") });
    expect(denied.json().approval).toMatchObject({ state: "denied", decision: { via: "rule" } });
  });

  test("that are made later decide what is open, oldest first", async () => {
    const ids = [];
    for (const command of ["ls", "ls -l", "rm x"]) ids.push((await asking.open(bash(command))).id);
    const { ended } = await asking.wait(ids[0] ?? "");
    await make({ effect: "allow", tool: "Bash", match: { command: "ls **" }, uses: 1 });
    expect(await ended).toMatchObject({ state: "allowed", decision: { via: "rule" } });
    hub.core.changes.flush();
    expect((await asking.get(ids[1] ?? "")).state).toBe("open");
    await make({ effect: "deny", tool: "Bash", match: { command: "rm **" } });
    await stateIs(ids[2] ?? "", "denied");
    expect((await asking.get(ids[1] ?? "")).state).toBe("open");
  });
});

describe("an open approval is over", () => {
  test("when its time has come, whoever waits", async () => {
    const { id } = await asking.open({ timeoutSeconds: 1 });
    const { ended } = await asking.wait(id);
    expect(await ended).toMatchObject({ state: "expired", decision: { by: { type: "hub" }, via: "hub" } });
    expect((await ledger()).map(({ type }) => type)).toEqual(["approval-expired", "approval-opened"]);
  });

  test("when the clock jumps past its time: who asks then sees it expired, and nobody can decide it", async () => {
    const [first, second] = [await asking.open(), await asking.open()];
    hub.advance(301_000);
    expect((await asking.decide(first.id, { decision: "allow" })).approval.state).toBe("expired");
    expect((await asking.get(second.id)).state).toBe("expired");
  });

  test("not before, when the clock is set back: it ends when the clock says so", async () => {
    const { id } = await asking.open({ timeoutSeconds: 10 });
    hub.advance(-3_600_000);
    hub.advance(3_600_000 - 1000);
    expect((await asking.get(id)).state).toBe("open");
    hub.advance(11_000);
    expect((await asking.get(id)).state).toBe("expired");
  });

  test("when its agent's side takes it back, any number of times, but not once it was decided", async () => {
    const { id } = await asking.open();
    const body = { by: "terminal" };
    for (const _ of [1, 2]) {
      const answer = await asking.machine.send("DELETE", `/v1/approvals/${id}`, { body });
      expect(answer.statusCode).toBe(200);
      expect(answer.json().approval).toMatchObject({
        state: "withdrawn",
        decision: { by: { type: "agent" }, via: "terminal" },
      });
    }
    const other = await asking.open();
    await asking.decide(other.id, { decision: "allow" });
    const late = await asking.machine.send("DELETE", `/v1/approvals/${other.id}`);
    expect([late.statusCode, late.json().approval.state]).toEqual([409, "allowed"]);
  });

  test.each(["closed", "done", "failed"])("when its session is %s", async (state) => {
    const { id } = await asking.open();
    const { ended } = await asking.wait(id);
    await asking.machine.send("PATCH", `/v1/sessions/${asking.sessionId}`, { body: { state } });
    expect(await ended).toMatchObject({ state: "withdrawn", decision: { by: { type: "hub" } } });
  });

  test("when its machine is revoked or its session deleted, and the wait says so", async () => {
    const revoked = await asking.open();
    const waiting = asking.machine.send("GET", `/v1/approvals/${revoked.id}?wait=60`);
    const isParked = async () => (await hub.core.store.read.approvals.byId(revoked.id))?.waitedAt !== null;
    await until(isParked, "the wait was parked");
    await asking.person.send("DELETE", `/v1/people/machines/${asking.machine.id}`);
    expect((await waiting).statusCode).toBe(401);
    const over = async () => (await hub.core.store.read.approvals.byId(revoked.id))?.state === "withdrawn";
    await until(over, "it was withdrawn");

    const other = await startAsking(hub, "Another");
    const deleted = await other.open();
    const gone = other.machine.send("GET", `/v1/approvals/${deleted.id}?wait=60`);
    const isWaiting = async () => (await hub.core.store.read.approvals.byId(deleted.id))?.waitedAt !== null;
    await until(isWaiting, "the wait was parked");
    await other.person.send("DELETE", `/v1/people/sessions/${other.sessionId}`);
    expect((await gone).statusCode).toBe(404);
    expect((await ledger()).filter(({ type }) => type === "approval-withdrawn")).toHaveLength(2);
    // Its code is free again.
    expect((await (await startAsking(hub, "A third")).open()).state).toBe("open");
  });

  test("when nobody came back to wait for it within the lease; one that nobody ever waited for stays", async () => {
    const own = await ownHub({ settings: { leaseSeconds: 0.05 } });
    const { open, wait, get } = await startAsking(own);
    const [waited, never] = [await open(), await open()];
    const { ended } = await wait(waited.id, 1);
    expect((await ended).state).toBe("open");
    await until(async () => (await get(waited.id)).state === "withdrawn", "it was withdrawn");
    expect((await get(waited.id)).decision).toMatchObject({ by: { type: "hub" }, via: "hub" });
    expect((await get(never.id)).state).toBe("open");
    const [entry] = await ledger(own);
    expect(entry).toMatchObject({ type: "approval-withdrawn", by: { type: "hub" }, details: { why: "nobody-waits" } });
  });
});

describe("a restart of the hub", () => {
  test("leaves what is open as it is: the agent's side goes on waiting for the same one and gets its answer", async () => {
    const home = await newHome();
    const first = await startIn(home);
    const before = await startAsking(first);
    const approval = await before.open({ callId: "toolu_1" });
    const { ended } = await before.wait(approval.id);
    await first.close();
    expect((await ended).state).toBe("open");

    const second = await startIn(home);
    onTestFinished(() => second.close());
    const call = callAs(second, before.machine.key);
    const waiting = call("GET", `/v1/approvals/${approval.id}?wait=60`);
    const person = await second.person();
    const body = { decision: "allow" };
    await person.send("POST", `/v1/people/approvals/${approval.id}/decision`, { body });
    expect((await waiting).json().approval).toMatchObject({ id: approval.id, code: approval.code, state: "allowed" });
  });

  test("counts the lease anew, and ends what ran out meanwhile", async () => {
    const home = await newHome();
    const first = await startIn(home);
    const before = await startAsking(first);
    const [waited, never] = [await before.open(), await before.open()];
    const [late, later] = [await before.open({ timeoutSeconds: 1 }), await before.open({ timeoutSeconds: 3 })];
    const { ended } = await before.wait(waited.id);
    await first.close();
    await ended;

    const own = await startTestHub({ home, settings: { leaseSeconds: 0.05 } });
    onTestFinished(() => own.close());
    const call = callAs(own, before.machine.key);
    const stateOf = async (id: string) => (await call("GET", `/v1/approvals/${id}`)).json().approval.state as string;
    await until(async () => (await stateOf(waited.id)) === "withdrawn", "it was withdrawn");
    expect(await stateOf(never.id)).toBe("open");
    // Asked of the store, since whoever asks the hub makes it look.
    for (const { id } of [late, later]) {
      await until(async () => (await own.core.store.read.approvals.byId(id))?.state === "expired", "it expired");
    }
  });
});
