import { afterAll, describe, expect, test } from "vitest";
import { limits } from "#contract/limits.ts";
import type { JoinAnswer, MeAnswer } from "#contract/machine.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const join = (at: TestHub, code: string, from = "127.0.0.1", name = "laptop") =>
  at.send("POST", "/v1/join", { body: { code, machine: { name } }, from });
const newCode = async (at: TestHub = hub) => (await at.core.machines.codes.create()).code;
/** A code that shares its first characters with a real one, so that it counts as a guess of that one. */
const guessOf = (code: string, number: number) => `${code.slice(0, 3)}${String(number).padStart(5, "2")}`;

describe("joining", () => {
  test("a good code is traded for a key that opens the agents' door", async () => {
    const answer = await join(hub, await newCode());
    expect(answer.statusCode).toBe(201);
    const { key, machine, hub: about } = answer.json<JoinAnswer>();
    expect(about).toEqual({ name: "test", version: "0.0.0", fingerprint: "AA", publicKeyPin: "sha256//AA=" });
    expect(machine).toMatchObject({ name: "laptop", os: null, isLocal: false, lastUsedAt: null });
    const me = await hub.send("GET", "/v1/me", { headers: { authorization: `Bearer ${key}` } });
    expect(me.json<MeAnswer>().machine.id).toBe(machine.id);
  });

  test("the key is shown only once and kept as a hash", async () => {
    const { key, machine } = (await join(hub, await newCode())).json<JoinAnswer>();
    expect(key.length).toBeGreaterThan(40);
    const record = await hub.core.store.read.machines.byId(machine.id);
    expect(JSON.stringify(record)).not.toContain(key);
    const me = await hub.send("GET", "/v1/me", { headers: { authorization: `Bearer ${key}` } });
    expect(me.body).not.toContain(key);
  });

  test("two machines of one name get two names", async () => {
    const first = (await join(hub, await newCode(), "127.0.0.1", "twin")).json<JoinAnswer>();
    const second = (await join(hub, await newCode(), "127.0.0.1", "TWIN")).json<JoinAnswer>();
    expect([first.machine.name, second.machine.name]).toEqual(["twin", "TWIN-2"]);
  });

  test.each([
    ["lower case", (code: string) => code.toLowerCase()],
    ["dashes and spaces", (code: string) => ` ${code.slice(0, 4)}-${code.slice(4)} `],
  ])("a code may be written with %s", async (_how, write) => {
    expect((await join(hub, write(await newCode()))).statusCode).toBe(201);
  });

  test("a wrong code is forbidden, and one that can't be a code is invalid", async () => {
    const wrong = await join(hub, "22222222", "127.0.0.9");
    expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([403, "forbidden"]);
    const short = await join(hub, "ABC", "127.0.0.9");
    expect([short.statusCode, short.json<{ code: string }>().code]).toEqual([400, "invalid"]);
  });

  test("a code that was used is gone", async () => {
    const code = await newCode();
    await join(hub, code);
    const again = await join(hub, code);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([410, "gone"]);
  });

  test("of two that use one code in the same moment only one gets in", async () => {
    const code = await newCode();
    const answers = await Promise.all([join(hub, code), join(hub, code)]);
    expect(answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([201, 410]);
  });

  test("a code is gone after ten minutes", async () => {
    const at = await ownHub();
    const code = await newCode(at);
    at.advance(limits.joinCodeMinutes * 60_000 - 1000);
    const inTime = await newCode(at);
    at.advance(1000);
    expect((await join(at, code)).statusCode).toBe(410);
    expect((await join(at, inTime)).statusCode).toBe(201);
  });
});

describe("guessing codes", () => {
  test("the sixth try of an address is refused with the time to wait, even with a good code", async () => {
    const at = await ownHub();
    for (let number = 0; number < 5; number += 1) {
      expect((await join(at, `2222222${number + 2}`, "127.0.0.5")).statusCode).toBe(403);
    }
    const code = await newCode(at);
    const sixth = await join(at, code, "127.0.0.5");
    expect([sixth.statusCode, sixth.json<{ code: string }>().code]).toEqual([429, "rate-limited"]);
    expect(Number(sixth.headers["retry-after"])).toBeGreaterThan(590);
    expect((await join(at, code, "127.0.0.6")).statusCode).toBe(201);
  });

  test("ten minutes later the address may try again", async () => {
    const at = await ownHub();
    for (let number = 0; number < 6; number += 1) await join(at, `2222222${number + 2}`, "127.0.0.5");
    at.advance(limits.joinCodeMinutes * 60_000);
    expect((await join(at, await newCode(at), "127.0.0.5")).statusCode).toBe(201);
  });

  test("tries that come all at once are counted too", async () => {
    const at = await ownHub();
    const tries = Array.from({ length: 8 }, (_, number) => join(at, `2222222${number + 2}`, "127.0.0.5"));
    const statuses = (await Promise.all(tries)).map((answer) => answer.statusCode);
    expect(statuses.filter((status) => status === 403)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
  });

  test("five wrong guesses from anywhere use a code up", async () => {
    const at = await ownHub();
    const code = await newCode(at);
    for (let number = 0; number < 4; number += 1) await join(at, guessOf(code, number + 2), `127.0.1.${number + 1}`);
    const other = await newCode(at);
    const fifth = await join(at, guessOf(code, 9), "127.0.1.9");
    expect(fifth.statusCode).toBe(403);
    expect((await join(at, code)).statusCode).toBe(410);
    expect((await join(at, other)).statusCode).toBe(201);
  });

  test("four wrong guesses leave it good", async () => {
    const at = await ownHub();
    const code = await newCode(at);
    for (let number = 0; number < 4; number += 1) await join(at, guessOf(code, number + 2), `127.0.1.${number + 1}`);
    expect((await join(at, code)).statusCode).toBe(201);
  });
});

test("health needs no key", async () => {
  expect((await hub.send("GET", "/v1/health")).json()).toEqual({ ok: true, version: "0.0.0" });
});

test("a machine sees itself and its agents, and no other machine's", async () => {
  const [mine, other] = [await hub.machine("mine"), await hub.machine("other")];
  await mine.send("POST", "/v1/sessions", { body: { title: "One", agent: { name: "Ada", kind: "claude" } } });
  await other.send("POST", "/v1/sessions", { body: { title: "One", agent: { name: "Bob" } } });
  const { machine, agents } = (await mine.send("GET", "/v1/me")).json<MeAnswer>();
  expect(machine).toMatchObject({ id: mine.id, name: "mine" });
  expect(agents).toEqual([{ id: expect.any(String), name: "Ada", kind: "claude", version: null }]);
});
