import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JoinAnswer, JoinCode } from "#contract/machine.ts";
import { HubError } from "../core/errors.ts";
import { startTestHub, type TestPerson } from "../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
let person: TestPerson;
beforeAll(async () => {
  person = await hub.person();
});

const once = (key: string) => ({ headers: { "idempotency-key": key } });
const codes = "/v1/people/machines/codes";
const newCode = async (key: string) => (await person.send("POST", codes, once(key))).json<JoinCode>();

describe("a repeated call whose answer is not kept on the disk", () => {
  test("gives the same join code again, and after a day a new one", async () => {
    const first = await newCode("code");
    expect(await newCode("code")).toEqual(first);
    hub.advance(25 * 3_600_000);
    expect((await newCode("code")).code).not.toBe(first.code);
  });

  test("gives the same code to two that come at once", async () => {
    const [one, other] = await Promise.all([newCode("both"), newCode("both")]);
    expect(one).toEqual(other);
  });

  test("does not change a machine's key twice", async () => {
    const machine = await hub.machine();
    const rotate = () => person.send("POST", `/v1/people/machines/${machine.id}/rotate`, once("rotate"));
    const { key } = (await rotate()).json<JoinAnswer>();
    expect((await rotate()).json<JoinAnswer>().key).toBe(key);
    const me = await hub.send("GET", "/v1/me", { headers: { authorization: `Bearer ${key}` } });
    expect(me.statusCode).toBe(200);
  });

  test("is refused when its key comes with another request", async () => {
    const machine = await hub.machine();
    await newCode("other");
    const answer = await person.send("POST", `/v1/people/machines/${machine.id}/rotate`, once("other"));
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "conflict"]);
  });

  test("lets a machine that heard no answer have its key, from the same address only", async () => {
    const { code } = (await person.send("POST", codes)).json<JoinCode>();
    const join = (from: string) =>
      hub.send("POST", "/v1/join", { body: { code, machine: { name: "laptop" } }, from, ...once("join") });
    const { key } = (await join("127.0.0.1")).json<JoinAnswer>();
    expect((await join("127.0.0.1")).json<JoinAnswer>().key).toBe(key);
    expect((await join("127.0.0.2")).statusCode).toBe(410);
    hub.advance(11 * 60_000);
    expect((await join("127.0.0.1")).statusCode).toBe(410);
  });

  test("marks as read once, and refuses the key with another place", async () => {
    const session = await (await hub.machine()).session("Read once");
    const mark = (seq: number) =>
      person.send("POST", `/v1/people/sessions/${session.id}/read`, { body: { seq }, ...once("read") });
    const first = await mark(0);
    expect((await mark(0)).body).toBe(first.body);
    expect((await mark(1)).statusCode).toBe(409);
  });

  test("is done anew when it failed", async () => {
    const url = "/v1/people/machines/nothing/rotate";
    expect((await person.send("POST", url, once("fails"))).statusCode).toBe(404);
    expect((await person.send("POST", url, once("fails"))).statusCode).toBe(404);
    const { store } = hub.core;
    const { write } = store;
    Object.assign(store, { write: () => Promise.reject(new HubError("unavailable", "The disk is full.")) });
    const failed = await person.send("POST", codes, once("full"));
    Object.assign(store, { write });
    expect(failed.statusCode).toBe(503);
    expect((await person.send("POST", codes, once("full"))).statusCode).toBe(201);
  });
});
