import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AuditCheck, type AuditEntry, auditTypes } from "#contract/audit.ts";
import { type Approval, type OpenedApproval } from "#contract/approval.ts";
import { auditExportPath, signInPath } from "#contract/endpoints.ts";
import type { Question } from "#contract/question.ts";
import type { Rule } from "#contract/rule.ts";
import type { Session } from "#contract/session.ts";
import { addPerson, callerOf } from "../../testing/people.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";

const DAY_MS = 86_400_000;
const ids = "/v1/people";

/** The ledger of a hub as its owner gets it. */
const ledgerOf = (owner: TestPerson) => ({
  async list(query = "") {
    return (await owner.send("GET", `${ids}/audit${query}`)).json<{ items: AuditEntry[]; next: string | null }>();
  },
  async ofType(type: string) {
    return (await this.list(`?type=${type}&limit=200`)).items.toReversed();
  },
  async check(query = "") {
    return (await owner.send("GET", `${ids}/audit/check${query}`)).json<AuditCheck>();
  },
});

const approve = async (machine: TestMachine, session: Session, more: object = {}) => {
  const body = { tool: "Bash", input: { command: "rm -r dist" }, ...more };
  const answer = await machine.send("POST", `/v1/sessions/${session.id}/approvals`, { body });
  return answer.json<OpenedApproval>().approval as Approval;
};

describe("the ledger", () => {
  let hub: TestHub;
  let owner: TestPerson;
  let ledger: ReturnType<typeof ledgerOf>;
  beforeAll(async () => {
    hub = await startTestHub();
    owner = await hub.person();
    ledger = ledgerOf(owner);
  });
  afterAll(() => hub.close());

  it("says how a machine came, was changed, got another key and went, by whom and from where", async () => {
    const code = (await owner.send("POST", `${ids}/machines/codes`)).json<{ code: string }>();
    const joined = await hub.send("POST", "/v1/join", {
      body: { code: code.code, machine: { name: "barn", os: "linux" } },
      headers: { "x-forwarded-for": "6.6.6.6" },
    });
    const { machine } = joined.json<{ machine: { id: string } }>();
    const change = { name: "shed", report: "messages", approvals: "hold" };
    await owner.send("PATCH", `${ids}/machines/${machine.id}`, { body: change });
    await owner.send("PATCH", `${ids}/machines/${machine.id}`, { body: change });
    await owner.send("POST", `${ids}/machines/${machine.id}/rotate`);
    await owner.send("DELETE", `${ids}/machines/${machine.id}`);
    const found = (await ledger.list("?limit=200")).items.filter(({ subject }) => subject?.id === machine.id);
    expect(found.toReversed().map(({ type, by, address, details }) => [type, by.name, address, details])).toEqual([
      ["machine-joined", "barn", "127.0.0.1", { os: "linux", isLocal: false }],
      [
        "machine-changed",
        "ada",
        "127.0.0.1",
        {
          name: { from: "barn", to: "shed" },
          report: { from: "tools", to: "messages" },
          approvals: { from: "beside", to: "hold" },
        },
      ],
      ["key-rotated", "ada", "127.0.0.1", {}],
      ["key-revoked", "ada", "127.0.0.1", {}],
    ]);
    const byDevice = found.filter(({ device }) => device !== null);
    expect(byDevice).toHaveLength(3);
    expect(JSON.stringify(found) + JSON.stringify(await ledger.ofType("join-code-made"))).not.toContain(code.code);
  });

  it("says what settings were and are, and nothing of those that stay", async () => {
    const change = { leaseSeconds: 90, stopWord: "/stop" };
    await owner.send("PATCH", `${ids}/settings`, { body: change });
    await owner.send("PATCH", `${ids}/settings`, { body: change });
    expect((await ledger.ofType("settings-changed")).map(({ details }) => details)).toEqual([
      { leaseSeconds: { from: 60, to: 90 } },
    ]);
  });

  it("keeps that a session was deleted when the session is gone", async () => {
    const session = await (await hub.machine("attic")).session("Old work");
    await owner.send("DELETE", `${ids}/sessions/${session.id}`);
    expect(await ledger.ofType("session-deleted")).toMatchObject([
      { sessionId: session.id, subject: { type: "session", name: "Old work" }, details: { machine: "attic" } },
    ]);
  });

  it("keeps wrong keys and codes with their address, and only counts what comes on and on", async () => {
    const from = "10.0.0.66";
    const settled = () => hub.core.ledger.refusals.settled();
    const tryKey = () => hub.send("GET", "/v1/me", { from, headers: { authorization: "Bearer mk_wrong" } });
    const allow = await owner.send("PATCH", `${ids}/settings`, { body: { plainHttpOnLan: true } });
    expect(allow.statusCode).toBe(200);
    for (let tries = 0; tries < 50; tries += 1) expect((await tryKey()).statusCode).toBe(401);
    await settled();
    expect(await ledger.ofType("key-refused")).toMatchObject([1, 2, 3].map(() => ({ address: from, details: {} })));
    hub.advance(600_000);
    await tryKey();
    await settled();
    expect((await ledger.ofType("key-refused")).at(-1)?.details).toEqual({ more: 47 });
    for (let tries = 0; tries < 9; tries += 1) {
      await hub.send("POST", "/v1/join", { from, body: { code: "ABCDEFGH", machine: { name: "x" } } });
    }
    await settled();
    expect((await ledger.ofType("join-refused")).map(({ details }) => details)).toEqual(
      [1, 2, 3].map(() => ({ why: "wrong" })),
    );
    hub.advance(600_000);
    await hub.core.ledger.tidy();
    expect((await ledger.ofType("join-refused")).at(-1)).toMatchObject({
      address: null,
      details: { more: 6, addresses: 1 },
    });
  });

  it("is listed newest first, by pages and by filters", async () => {
    const all = (await ledger.list("?limit=200")).items;
    const [first, second] = [await ledger.list("?limit=3"), all.slice(3, 6)];
    expect(first.items).toEqual(all.slice(0, 3));
    expect((await ledger.list(`?limit=3&before=${first.next}`)).items).toEqual(second);
    expect((await ledger.list(`?after=${all[2]?.seq}`)).items).toEqual(all.slice(0, 2));
    const person = all.find(({ by }) => by.type === "person")?.by.id;
    const ofPerson = (await ledger.list(`?person=${person}&limit=200`)).items;
    expect(ofPerson).toEqual(all.filter(({ by }) => by.id === person));
    const types = (await ledger.list("?type=key-rotated,key-revoked")).items.map(({ type }) => type);
    expect(types).toEqual(["key-revoked", "key-rotated"]);
    const joined = all.filter(({ type }) => type === "machine-joined");
    const machine = joined[0]?.by.id;
    expect((await ledger.list(`?machine=${machine}`)).items).toEqual(all.filter(({ by }) => by.id === machine));
    const [middle] = all.slice(5);
    const since = (await ledger.list(`?since=${middle?.at}&limit=200`)).items;
    expect(since).toEqual(all.filter(({ at }) => at >= (middle?.at ?? "")));
    const until = (await ledger.list(`?until=${middle?.at}&limit=200`)).items;
    expect(until).toEqual(all.filter(({ at }) => at < (middle?.at ?? "")));
  });

  it("refuses a type, a time and a cursor that can't be", async () => {
    const codes = ["?type=key-made,sold", "?since=yesterday", "?before=x", "/check?head=12"].map(
      async (query) => (await owner.send("GET", `${ids}/audit${query}`)).statusCode,
    );
    expect(await Promise.all(codes)).toEqual([400, 400, 400, 400]);
    expect((await owner.send("GET", `${auditExportPath}?type=sold`)).statusCode).toBe(400);
  });

  it("is for owners alone, and to be looked through also for the hub's own machine", async () => {
    const operator = await addPerson(hub, "operator");
    for (const path of [`${ids}/audit`, `${ids}/audit/check`, auditExportPath]) {
      expect((await operator.send("GET", path)).statusCode).toBe(403);
      expect((await hub.send("GET", path)).statusCode).toBe(401);
    }
    const [other, local] = [await hub.machine(), await hub.core.machines.joinLocal({ name: "own", os: "linux" })];
    expect((await other.send("GET", "/v1/audit/check")).statusCode).toBe(403);
    const headers = { authorization: `Bearer ${local.key}` };
    const answer = await hub.send("GET", "/v1/audit/check", { headers });
    expect(answer.json<AuditCheck>()).toMatchObject({ ok: true, broken: null });
  });

  it("is taken out as lines of JSON, oldest first, up to the entry that says so", async () => {
    const answer = await owner.send("GET", auditExportPath);
    expect(answer.headers["content-type"]).toContain("application/x-ndjson");
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="muster-ledger-[\d-]{10}\.jsonl"$/);
    const lines = answer.body.trimEnd().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as AuditEntry);
    const listed = (await ledger.list("?limit=200")).items.toReversed();
    expect(entries).toEqual(listed);
    expect(entries.at(-1)).toMatchObject({ type: "ledger-exported", by: { name: "ada" } });
    const some = await owner.send("GET", `${auditExportPath}?type=key-rotated&until=2100-01-01T00:00:00.000Z`);
    expect(some.body.trimEnd().split("\n")).toHaveLength(1);
    expect((await ledger.ofType("ledger-exported")).at(-1)?.details).toEqual({
      type: "key-rotated",
      until: "2100-01-01T00:00:00.000Z",
    });
  });

  it("is taken out as it was when that was asked for, whatever is written meanwhile", async () => {
    const pieces = await hub.core.ledger.export(await callerOf(hub, owner), {});
    await owner.send("PATCH", `${ids}/settings`, { body: { leaseSeconds: 66 } });
    const types: string[] = [];
    for await (const entries of pieces) types.push(...entries.map(({ type }) => type));
    expect(types.at(-1)).toBe("ledger-exported");
  });

  it("says whether a head from before is still in its chain", async () => {
    const { head } = await ledger.check();
    await owner.send("PATCH", `${ids}/settings`, { body: { leaseSeconds: 70 } });
    expect(await ledger.check(`?head=${head}`)).toMatchObject({ ok: true, hasHead: true });
    expect(await ledger.check(`?head=${"0".repeat(64)}`)).toMatchObject({ ok: true, hasHead: false });
  });

  it("is kept for its days, whatever becomes of messages, and says what went", async () => {
    hub.advance(10 * DAY_MS);
    const before = await ledger.check();
    await hub.core.ledger.tidy();
    expect((await ledger.check()).entries).toBe(before.entries);
    await owner.send("PATCH", `${ids}/settings`, { body: { ledgerDays: 5 } });
    await hub.core.ledger.tidy();
    const after = await ledger.check();
    expect(after).toMatchObject({ ok: true, entries: 2 });
    expect(after.first).toBe((before.last ?? 0) + 1);
    expect(await ledger.ofType("ledger-pruned")).toMatchObject([
      { by: { type: "hub" }, details: { removed: before.entries, upTo: before.last, days: 5 } },
    ]);
    await hub.core.ledger.tidy();
    expect((await ledger.check()).entries).toBe(2);
  });

  const change = (leaseSeconds: number) =>
    owner.send("PATCH", `${ids}/settings`, { body: { leaseSeconds, ledgerDays: 1 } });
  const lastPruned = async () => (await ledger.ofType("ledger-pruned")).at(-1)?.seq;

  it("is looked at for what is too old once a day", async () => {
    await change(81);
    hub.advance(DAY_MS / 2);
    await change(82);
    hub.advance(DAY_MS * 0.6);
    await hub.core.ledger.tidy();
    const first = await lastPruned();
    hub.advance(DAY_MS / 2);
    await hub.core.ledger.tidy();
    expect(await lastPruned()).toBe(first);
    hub.advance(DAY_MS / 2);
    await hub.core.ledger.tidy();
    expect(await lastPruned()).toBeGreaterThan(first ?? 0);
  });
});

/** Does once what each type of entry is about. */
const doEverything = async (hub: TestHub): Promise<void> => {
  const owner = await hub.person();
  const post = async <T>(path: string, body: object, by: TestPerson = owner) =>
    (await by.send("POST", `${ids}${path}`, { body })).json<T>();
  const machine = await hub.machine();
  const session = await machine.session("Work");
  const viewer = await addPerson(hub, "viewer");

  await hub.send("GET", `${signInPath}?ticket=st_wrong`);
  await hub.send("POST", "/v1/join", { body: { code: "ABCDEFGH", machine: { name: "x" } } });
  await hub.send("GET", "/v1/me", { headers: { authorization: "Bearer mk_wrong" } });
  const invited = await post<{ person: { id: string } }>("/people", { name: "Bob", role: "operator" });
  await owner.send("PATCH", `${ids}/people/${invited.person.id}`, { body: { role: "viewer" } });
  await owner.send("DELETE", `${ids}/people/${invited.person.id}`);
  const { device } = await post<{ device: { id: string } }>("/devices", { name: "laptop" });
  await owner.send("DELETE", `${ids}/devices/${device.id}`);

  const allowed = await approve(machine, session);
  await post(`/approvals/${allowed.id}/decision`, { decision: "allow" }, viewer);
  await post(`/approvals/${allowed.id}/decision`, { decision: "allow" });
  const denied = await approve(machine, session);
  await post(`/approvals/${denied.id}/decision`, { decision: "deny", note: "no" });
  const withdrawn = await approve(machine, session);
  await machine.send("DELETE", `/v1/approvals/${withdrawn.id}`);
  const expiring = await approve(machine, session, { timeoutSeconds: 1 });
  await machine.send("GET", `/v1/approvals/${expiring.id}?wait=30`);

  const asked = await machine.send("POST", `/v1/sessions/${session.id}/questions`, { body: { text: "Which?" } });
  await post(`/questions/${asked.json<{ question: Question }>().question.id}/answer`, { text: "this" });
  const { rule } = await post<{ rule: Rule }>("/rules", { effect: "deny", tool: "WebFetch" });
  await owner.send("PATCH", `${ids}/rules/${rule.id}`, { body: { note: "never" } });
  await owner.send("DELETE", `${ids}/rules/${rule.id}`);

  await owner.send("PATCH", `${ids}/machines/${machine.id}`, { body: { name: "shed" } });
  await owner.send("POST", `${ids}/machines/${machine.id}/rotate`);
  await owner.send("DELETE", `${ids}/machines/${machine.id}`);
  await owner.send("DELETE", `${ids}/sessions/${session.id}`);
  await owner.send("PATCH", `${ids}/settings`, { body: { ledgerDays: 3 } });
  await owner.send("GET", auditExportPath);
  await (await hub.person()).send("POST", `${ids}/sign-out`);
  await hub.core.ledger.refusals.settled();
};

it("every type of entry is written by what it is about", async () => {
  const hub = await startTestHub();
  try {
    await doEverything(hub);
    const read = () => hub.core.store.read.ledger.list({}, { limit: 1000 });
    const before = await read();
    hub.advance(4 * DAY_MS);
    await hub.core.ledger.tidy();
    const written = new Set([...before, ...(await read())].map(({ type }) => type));
    expect(auditTypes.filter((type) => !written.has(type))).toEqual([]);
  } finally {
    await hub.close();
  }
});
