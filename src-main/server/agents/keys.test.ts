import { describe, expect, test } from "vitest";
import { ownHub } from "../../testing/own-hub.ts";
import { someTurns, until } from "../../testing/turns.ts";

const start = async () => {
  const hub = await ownHub();
  const machine = await hub.machine();
  const session = await machine.session("Waiting");
  return { hub, machine, session, person: await hub.person() };
};
type Started = Awaited<ReturnType<typeof start>>;

const isListening = async ({ hub, session }: Started) => {
  const record = await hub.core.store.read.sessions.byId(session.id);
  return record !== undefined && hub.core.listening.of(record).isListening;
};

const wait = ({ machine, session }: Started) => machine.send("GET", `/v1/sessions/${session.id}/replies?wait=300`);

describe("a machine's key that is revoked", () => {
  test("is refused at once on every call", async () => {
    const { machine, person } = await start();
    expect((await person.send("DELETE", `/v1/people/machines/${machine.id}`)).statusCode).toBe(200);
    for (const [method, url] of [
      ["GET", "/v1/me"],
      ["GET", "/v1/sessions"],
      ["POST", "/v1/sessions"],
    ] as const) {
      expect((await machine.send(method, url)).statusCode).toBe(401);
    }
  });

  test("ends the calls that wait with it", async () => {
    const all = await start();
    const call = wait(all);
    await until(() => isListening(all));
    await all.person.send("DELETE", `/v1/people/machines/${all.machine.id}`);
    const answer = await call;
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, "unauthorized"]);
  });

  test("leaves other machines and what was said alone", async () => {
    const { hub, machine, person, session } = await start();
    const other = await hub.machine("other");
    const theirs = await other.session("Mine goes on");
    const call = other.send("GET", `/v1/sessions/${theirs.id}/replies?wait=300`);
    await person.send("DELETE", `/v1/people/machines/${machine.id}`);
    expect((await person.send("GET", `/v1/people/sessions/${session.id}`)).statusCode).toBe(200);
    await person.send("POST", `/v1/people/sessions/${theirs.id}/replies`, { body: { text: "still here" } });
    expect((await call).json()).toMatchObject({ items: [{ text: "still here" }] });
  });

  test("stays so in the next run of the hub", async () => {
    const { hub, machine, person } = await start();
    await person.send("DELETE", `/v1/people/machines/${machine.id}`);
    const next = await ownHub({ home: hub.home });
    const headers = { authorization: `Bearer ${machine.key}` };
    expect((await next.send("GET", "/v1/me", { headers })).statusCode).toBe(401);
  });
});

describe("a machine's key that is exchanged", () => {
  test("no longer opens the door, ends its waiting calls, and the new one is the same machine", async () => {
    const all = await start();
    const call = wait(all);
    await until(() => isListening(all));
    const answer = await all.person.send("POST", `/v1/people/machines/${all.machine.id}/rotate`);
    const { key } = answer.json<{ key: string }>();
    expect((await call).statusCode).toBe(401);
    expect((await all.machine.send("GET", "/v1/me")).statusCode).toBe(401);
    const me = await all.hub.send("GET", "/v1/me", { headers: { authorization: `Bearer ${key}` } });
    expect(me.json()).toMatchObject({ machine: { id: all.machine.id } });
  });
});

test("the time a key was last used is kept, not at each call", async () => {
  const { hub, machine } = await start();
  const lastUsed = async () => (await hub.core.machines.byId(machine.id)).lastUsedAt;
  await until(async () => (await lastUsed()) !== null);
  const first = await lastUsed();
  hub.advance(30_000);
  await machine.send("GET", "/v1/me");
  await someTurns();
  hub.advance(30_000);
  expect(await lastUsed()).toBe(first);
  await machine.send("GET", "/v1/me");
  await until(async () => (await lastUsed()) !== first);
});
