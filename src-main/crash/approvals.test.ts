import { expect, test } from "vitest";
import type { Approval, ManyDecisionsAnswer } from "#contract/approval.ts";
import type { AuditCheck, AuditEntry } from "#contract/audit.ts";
import type { Page } from "#contract/common.ts";
import type { DeviceKeyAnswer } from "#contract/people.ts";
import type { OpenSessionAnswer } from "#contract/session.ts";
import { createHubs, createPerson, type Hubs, joinMachines, type Person } from "./hubs.ts";

const MACHINES = 20;
const APPROVALS = 25;
/** How many are decided in one request, one by one, and by two devices at the same instant. */
const SHARES = { many: 200, single: 100, raced: 200 };

interface Waiting {
  id: string;
  /** What the agent's side gets in the end, whichever hub it comes from. */
  ended: Promise<Approval>;
}

/** Opens approvals in a session of this machine; their agent's side waits for each through all that happens to the hub. */
const openAll = async (hubs: Hubs, key: string, machine: number): Promise<Waiting[]> => {
  const headers = { authorization: `Bearer ${key}` };
  const post = <T>(path: string, body: unknown, once: string) =>
    hubs.call<T>(path, () => ({ method: "POST", body, headers: { ...headers, "idempotency-key": once } }));
  const { session } = await post<OpenSessionAnswer>("/v1/sessions", { title: "Deploy" }, "session");
  const wait = async (id: string): Promise<Approval> => {
    for (;;) {
      const { approval } = await hubs.call<{ approval: Approval }>(`/v1/approvals/${id}?wait=120`, () => ({ headers }));
      if (approval.state !== "open") return approval;
    }
  };
  const open = async (number: number): Promise<Waiting> => {
    const command = `rm -r build/${machine}-${number}`;
    const body = { tool: "Bash", input: { command }, callId: `call-${number}`, timeoutSeconds: 3600 };
    const path = `/v1/sessions/${session.id}/approvals`;
    const { approval } = await post<{ approval: Approval }>(path, body, `open-${number}`);
    expect([approval.state, approval.input]).toEqual(["open", { command }]);
    return { id: approval.id, ended: wait(approval.id) };
  };
  return Promise.all(Array.from({ length: APPROVALS }, (_, number) => open(number)));
};

/** Another device of the owner. */
const createDevice = async (hubs: Hubs, person: Person) => {
  const { key } = await person<DeviceKeyAnswer>("POST", "/v1/people/devices", { name: "phone" });
  const headers = { authorization: `Bearer ${key}` };
  return {
    ask: (path: string, body: unknown) => hubs.ask(path, () => ({ method: "POST", headers, body })),
    post: <T>(path: string, body: unknown) => hubs.call<T>(path, () => ({ method: "POST", headers, body })),
  };
};
type Device = Awaited<ReturnType<typeof createDevice>>;

const pathOf = (id: string) => `/v1/people/approvals/${id}/decision`;

/** Twice under one key, which is one decision, and once more without, which comes too late. */
const decideThrice = async (person: Person, device: Device, id: string): Promise<string> => {
  const body = { decision: "deny", note: `not ${id}` };
  const first = await person<{ approval: Approval }>("POST", pathOf(id), body, `decide-${id}`);
  const second = await person<{ approval: Approval }>("POST", pathOf(id), body, `decide-${id}`);
  expect(second).toEqual(first);
  const late = await device.ask(pathOf(id), { decision: "allow" });
  expect([late.status, (late.body as { approval: Approval }).approval]).toEqual([409, first.approval]);
  return "denied";
};

/** At the same instant over two connections: one wins, and the other is told by whom it was decided and how. */
const race = async ([a, b]: readonly [Device, Device], id: string): Promise<string> => {
  const tries = await Promise.all([
    a.ask(pathOf(id), { decision: "allow" }),
    b.ask(pathOf(id), { decision: "deny", note: "no" }),
  ]);
  expect(tries.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const [won, lost] = tries.map(({ body }) => (body as { approval: Approval }).approval);
  expect(lost).toEqual(won);
  return won?.state ?? "";
};

const readLedger = async (person: Person, type: string): Promise<AuditEntry[]> => {
  const all: AuditEntry[] = [];
  for (let before = ""; ; ) {
    const path = `/v1/people/audit?type=${type}&limit=200${before}`;
    const page = await person<Page<AuditEntry>>("GET", path);
    all.push(...page.items);
    if (page.next === null) return all;
    before = `&before=${page.next}`;
  }
};

test("five hundred approvals of twenty machines outlive two hubs: each agent's side gets the one decision that was made", {
  timeout: 120_000,
}, async () => {
  const hubs = await createHubs();
  const person = await createPerson(hubs);
  const keys = await joinMachines(hubs, person, MACHINES);
  const devices = [await createDevice(hubs, person), await createDevice(hubs, person)] as const;
  const waiting = (await Promise.all(keys.map((key, machine) => openAll(hubs, key, machine)))).flat();
  await hubs.killAndRestart();

  const open = await person<Page<Approval>>("GET", "/v1/people/approvals?limit=200");
  expect(open.items).toHaveLength(200);
  const ids = waiting.map(({ id }) => id);
  const [many, single, raced] = [
    ids.slice(0, SHARES.many),
    ids.slice(SHARES.many, SHARES.many + SHARES.single),
    ids.slice(SHARES.many + SHARES.single),
  ];
  const wanted = new Map<string, string>();
  const inOne = async () => {
    const body = { ids: many, decision: "allow" };
    const { results } = await person<ManyDecisionsAnswer>("POST", "/v1/people/approvals/decisions", body, "many");
    for (const { id, approval } of results) wanted.set(id, approval?.state ?? "");
  };
  const oneByOne = async () => {
    for (const id of single) wanted.set(id, await decideThrice(person, devices[0], id));
  };
  const deciding = Promise.all([inOne(), oneByOne()]);
  await hubs.after(60);
  await hubs.killAndRestart();
  await deciding;
  await Promise.all(raced.map(async (id) => wanted.set(id, await race(devices, id))));

  const ended = await Promise.all(waiting.map(async (one) => [one.id, (await one.ended).state] as const));
  expect(new Map(ended)).toEqual(wanted);
  expect(new Set(wanted.values())).toEqual(new Set(["allowed", "denied"]));

  const idsIn = async (type: string) => (await readLedger(person, type)).map(({ subject }) => subject?.id);
  const opened = await idsIn("approval-opened");
  const decided = await idsIn("approval-allowed,approval-denied");
  const once = new Set(ids);
  expect([opened.length, new Set(opened)]).toEqual([ids.length, once]);
  expect([decided.length, new Set(decided)]).toEqual([ids.length, once]);
  expect(await readLedger(person, "approval-expired,approval-withdrawn")).toEqual([]);
  expect(await person<AuditCheck>("GET", "/v1/people/audit/check")).toMatchObject({ ok: true, broken: null });
});
