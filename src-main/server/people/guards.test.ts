import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LightMyRequestResponse } from "fastify";
import { ownHub } from "../../testing/own-hub.ts";
import { startTestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const HOST = "127.0.0.1:4680";
const LAN = "192.168.2.77";
let machine: TestMachine;
let person: TestPerson;
let sessionId: string;

beforeAll(async () => {
  machine = await hub.machine();
  person = await hub.person();
  sessionId = (await machine.session("Guarded")).id;
});

const codeOf = (answer: LightMyRequestResponse) => [answer.statusCode, answer.json<{ code?: string }>().code];
const agents = (from: string) =>
  hub.send("GET", "/v1/me", { from, headers: { authorization: `Bearer ${machine.key}` } });
const people = (from: string) => hub.send("GET", "/v1/people/me", { from, headers: { cookie: person.cookie } });
const reply = (headers: Record<string, string>) =>
  hub.send("POST", `/v1/people/sessions/${sessionId}/replies`, {
    body: { text: "x" },
    headers: { cookie: person.cookie, ...headers },
  });
const get = (host: string, url = "/v1/people/me") => hub.send("GET", url, { headers: { cookie: person.cookie, host } });

describe("the two doors", () => {
  test("the people's door takes no machine's key", async () => {
    const headers = { authorization: `Bearer ${machine.key}`, origin: `http://${HOST}` };
    for (const path of ["me", "overview", "sessions", `sessions/${sessionId}`, "machines", "settings", "search?q=x"]) {
      expect(codeOf(await hub.send("GET", `/v1/people/${path}`, { headers }))).toEqual([401, "unauthorized"]);
    }
    const post = await hub.send("POST", `/v1/people/sessions/${sessionId}/replies`, { headers, body: { text: "x" } });
    expect(post.statusCode).toBe(401);
  });

  test("the agents' door takes no person's cookie, nor the cookie's secret as a key", async () => {
    const secret = person.cookie.split("=")[1] ?? "";
    const attempts: Record<string, string>[] = [{ cookie: person.cookie }, { authorization: `Bearer ${secret}` }];
    for (const headers of attempts) {
      expect(codeOf(await hub.send("GET", "/v1/me", { headers }))).toEqual([401, "unauthorized"]);
      expect((await hub.send("GET", `/v1/sessions/${sessionId}`, { headers })).statusCode).toBe(401);
    }
  });

  test("a machine's key in a cookie, or a cookie's secret of another name, opens nothing", async () => {
    const secret = person.cookie.split("=")[1] ?? "";
    for (const cookie of [`muster_test=${machine.key}`, `muster=${secret}`]) {
      expect((await hub.send("GET", "/v1/people/me", { headers: { cookie } })).statusCode).toBe(401);
    }
  });
});

describe("a call with the cookie that changes something", () => {
  test("from the hub's own page is done", async () => {
    expect((await reply({ origin: `http://${HOST}` })).statusCode).toBe(201);
    expect((await reply({ origin: "http://localhost:4680", host: "localhost:4680" })).statusCode).toBe(201);
  });

  test.each([
    ["another site", "http://evil.example"],
    ["another port of this computer", "http://127.0.0.1:8080"],
    ["the same place with the other scheme", `https://${HOST}`],
    ["another name for this computer", "http://localhost:4680"],
    ["a sandboxed page or a file", "null"],
    ["a name that begins alike", `http://${HOST}.evil.example`],
    ["nothing", ""],
  ])("from %s is forbidden", async (_who, origin) => {
    expect(codeOf(await reply({ origin }))).toEqual([403, "forbidden"]);
  });

  test("without an origin is forbidden, by every method", async () => {
    expect(codeOf(await reply({}))).toEqual([403, "forbidden"]);
    const headers = { cookie: person.cookie };
    for (const [method, url] of [
      ["PATCH", `/v1/people/sessions/${sessionId}`],
      ["DELETE", `/v1/people/sessions/${sessionId}`],
      ["POST", `/v1/people/sessions/${sessionId}/read`],
      ["POST", "/v1/people/machines/codes"],
      ["DELETE", `/v1/people/machines/${machine.id}`],
      ["PATCH", "/v1/people/settings"],
      ["POST", "/v1/people/sign-out"],
    ] as const) {
      expect([url, (await hub.send(method, url, { headers })).statusCode]).toEqual([url, 403]);
    }
    expect((await person.send("GET", `/v1/people/sessions/${sessionId}`)).statusCode).toBe(200);
  });

  test("reading needs none", async () => {
    expect((await hub.send("GET", "/v1/people/me", { headers: { cookie: person.cookie } })).statusCode).toBe(200);
  });
});

describe("the name that a browser uses for the hub", () => {
  test.each([
    "127.0.0.1:4680",
    "127.0.0.1",
    "localhost:4680",
    "LOCALHOST",
    "[::1]:4680",
    "192.168.2.10:4680",
    "studio.local",
  ])("%s is the hub's own", async (host) => {
    expect((await get(host)).statusCode).toBe(200);
  });

  test.each([
    "evil.example",
    "evil.example:4680",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "studio.local.evil.example",
    "evil.example@127.0.0.1",
    "0x7f000001",
    "localhost.",
  ])("%j is strange, and forbidden (DNS rebinding)", async (host) => {
    expect(codeOf(await get(host))).toEqual([403, "forbidden"]);
    const ticket = await hub.core.signIn.createTicket();
    const signIn = await get(host, `/v1/people/sign-in?ticket=${ticket}`);
    expect([signIn.statusCode, signIn.headers["set-cookie"]]).toEqual([403, undefined]);
    expect((await get("127.0.0.1", `/v1/people/sign-in?ticket=${ticket}`)).statusCode).toBe(303);
  });

  test("may be allowed by a setting, in any case, and only that one", async () => {
    const body = { allowedHosts: ["Muster.Home.Example"] };
    expect((await person.send("PATCH", "/v1/people/settings", { body })).statusCode).toBe(200);
    expect((await get("muster.home.example:4680")).statusCode).toBe(200);
    for (const other of ["home.example", "x.muster.home.example", "xmuster.home.example"]) {
      expect([other, (await get(other)).statusCode]).toEqual([other, 403]);
    }
    await person.send("PATCH", "/v1/people/settings", { body: { allowedHosts: [] } });
    expect((await get("muster.home.example:4680")).statusCode).toBe(403);
  });
});

describe("plain HTTP from another computer", () => {
  test.each([LAN, "10.0.0.1", "8.8.8.8", "fe80::1", "::ffff:192.168.2.77", "fd00::5"])(
    "%s is asked for TLS at every address of the hub",
    async (from) => {
      expect(codeOf(await agents(from))).toEqual([403, "tls-required"]);
      expect(codeOf(await people(from))).toEqual([403, "tls-required"]);
      for (const url of ["/v1/health", "/v1/openapi.json", "/v1/docs", "/v1/people/sign-in?ticket=x"]) {
        expect(codeOf(await hub.send("GET", url, { from }))).toEqual([403, "tls-required"]);
      }
      const body = { code: "ABCDEFGH", machine: { name: "x" } };
      expect(codeOf(await hub.send("POST", "/v1/join", { from, body }))).toEqual([403, "tls-required"]);
    },
  );

  test.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])("%s is this computer", async (from) => {
    expect((await agents(from)).statusCode).toBe(200);
    expect((await people(from)).statusCode).toBe(200);
  });

  test("a header that claims another address changes nothing", async () => {
    const headers = {
      authorization: `Bearer ${machine.key}`,
      "x-forwarded-for": "127.0.0.1",
      forwarded: "for=127.0.0.1",
    };
    expect((await hub.send("GET", "/v1/me", { from: LAN, headers })).statusCode).toBe(403);
  });

  test("opens the agents' door, and only that, where the owner allows it", async () => {
    const at = await ownHub({ settings: { plainHttpOnLan: true } });
    const caller = await at.machine();
    const reader = await at.person();
    expect((await caller.send("GET", "/v1/me", { from: LAN })).statusCode).toBe(200);
    expect((await at.send("GET", "/v1/health", { from: LAN })).statusCode).toBe(200);
    expect(codeOf(await reader.send("GET", "/v1/people/me", { from: LAN }))).toEqual([403, "tls-required"]);
    const ticket = await at.core.signIn.createTicket();
    const signIn = await at.send("GET", `/v1/people/sign-in?ticket=${ticket}`, { from: LAN });
    expect(codeOf(signIn)).toEqual([403, "tls-required"]);
  });
});
