import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JoinAnswer, JoinCode, Machine } from "#contract/machine.ts";
import { startTestHub, type TestPerson } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
let person: TestPerson;
beforeAll(async () => {
  person = await hub.person();
});

const machines = async () => (await person.send("GET", "/v1/people/machines")).json<{ items: Machine[] }>().items;

describe("a join code", () => {
  test("comes with what to run, the address and its end, and is not to be cached", async () => {
    const answer = await person.send("POST", "/v1/people/machines/codes");
    expect(answer.statusCode).toBe(201);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const { code, expiresAt, command, url } = answer.json<JoinCode>();
    expect(code).toMatch(/^[A-Z0-9]{8}$/);
    expect(Math.abs(Date.parse(expiresAt) - hub.core.clock() - 600_000)).toBeLessThan(5000);
    expect(url).toBe("https://192.168.2.10:4680");
    expect(command).toBe(`muster join ${url} --code ${code}`);
  });

  test("joins a machine, which is then in the list with its system and last use", async () => {
    const { code } = (await person.send("POST", "/v1/people/machines/codes")).json<JoinCode>();
    const joined = await hub.send("POST", "/v1/join", { body: { code, machine: { name: "laptop", os: "linux" } } });
    const { machine } = joined.json<JoinAnswer>();
    expect(await machines()).toContainEqual(machine);
    expect(machine).toMatchObject({ name: "laptop", os: "linux", isLocal: false });
  });

  test("and the next one are different", async () => {
    const codes = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await person.send("POST", "/v1/people/machines/codes")).json<JoinCode>().code,
      ),
    );
    expect(new Set(codes).size).toBe(20);
    expect(new Set(codes.map((code) => code.slice(0, 3))).size).toBe(20);
  });
});

describe("a machine", () => {
  test("gets another name, which its sessions show too", async () => {
    const machine = await hub.machine("old name");
    const session = await machine.session("Somewhere");
    const url = `/v1/people/machines/${machine.id}`;
    const answer = await person.send("PATCH", url, { body: { name: "  new\u200b name " } });
    expect(answer.json()).toMatchObject({ machine: { id: machine.id, name: "new name" } });
    const read = await person.send("GET", `/v1/people/sessions/${session.id}`);
    expect(read.json()).toMatchObject({ session: { machine: { id: machine.id, name: "new name" } } });
    expect((await person.send("PATCH", url, { body: {} })).json()).toMatchObject({ machine: { name: "new name" } });
    expect((await machine.send("GET", "/v1/me")).json()).toMatchObject({ machine: { name: "new name" } });
  });

  test.each(["", "  ", "\u200b", "x".repeat(81), 7])("is not named %j", async (name) => {
    const machine = await hub.machine();
    const answer = await person.send("PATCH", `/v1/people/machines/${machine.id}`, { body: { name } });
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: "name" }] });
  });

  test("that gets a new key is shown it once, and the old key ends at once", async () => {
    const machine = await hub.machine();
    const answer = await person.send("POST", `/v1/people/machines/${machine.id}/rotate`);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const { key } = answer.json<{ key: string }>();
    expect(key).not.toBe(machine.key);
    expect((await machine.send("GET", "/v1/me")).statusCode).toBe(401);
    const me = await hub.send("GET", "/v1/me", { headers: { authorization: `Bearer ${key}` } });
    expect(me.statusCode).toBe(200);
    expect(JSON.stringify(await machines())).not.toContain(key);
  });

  test("that is revoked leaves the list, and its sessions stay", async () => {
    const machine = await hub.machine("leaving");
    const session = await machine.session("Stays");
    const url = `/v1/people/machines/${machine.id}`;
    expect((await person.send("DELETE", url)).json()).toMatchObject({ machine: { id: machine.id } });
    expect((await machines()).map(({ id }) => id)).not.toContain(machine.id);
    expect((await person.send("GET", `/v1/people/sessions/${session.id}`)).statusCode).toBe(200);
    for (const [method, path] of [
      ["DELETE", url],
      ["PATCH", url],
      ["POST", `${url}/rotate`],
    ] as const) {
      expect((await person.send(method, path, { body: { name: "x" } })).statusCode).toBe(404);
    }
    expect((await machine.send("GET", "/v1/me")).statusCode).toBe(401);
  });

  test("that is unknown is not found", async () => {
    expect((await person.send("DELETE", "/v1/people/machines/unknown")).statusCode).toBe(404);
    expect((await person.send("POST", "/v1/people/machines/unknown/rotate")).statusCode).toBe(404);
    expect((await person.send("PATCH", "/v1/people/machines/unknown", { body: {} })).statusCode).toBe(404);
  });
});
