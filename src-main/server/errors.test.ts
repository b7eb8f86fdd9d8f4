import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem } from "#contract/errors.ts";
import { limits } from "#contract/limits.ts";
import { HubError } from "../core/errors.ts";
import { startTestHub, type TestMachine, type TestPerson, type TestRequest } from "../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

let machine: TestMachine;
let person: TestPerson;
let url: string;
beforeAll(async () => {
  machine = await hub.machine();
  person = await hub.person();
  url = `/v1/sessions/${(await machine.session("Errors")).id}`;
});

const json = { "content-type": "application/json" };

describe("every error is a problem document of its code", () => {
  const cases: [string, number, string, () => [string, string, TestRequest?]][] = [
    ["broken JSON", 400, "invalid", () => ["POST", `${url}/messages`, { body: '{"text":', headers: json }]],
    ["a list for a body", 400, "invalid", () => ["POST", `${url}/messages`, { body: "[]", headers: json }]],
    ["a text for a body", 400, "invalid", () => ["POST", `${url}/messages`, { body: '"x"', headers: json }]],
    ["no body", 400, "invalid", () => ["POST", `${url}/messages`, {}]],
    ["a broken address", 400, "invalid", () => ["GET", "/v1/sessions/%zz"]],
    ["no such address", 404, "not-found", () => ["GET", "/v1/nothing"]],
    ["no such session", 404, "not-found", () => ["GET", "/v1/sessions/x"]],
    ["an id longer than any", 404, "not-found", () => ["GET", `/v1/sessions/${"x".repeat(500)}`]],
    ["another method", 405, "method-not-allowed", () => ["PUT", url, { body: {} }]],
    ["another media type", 415, "unsupported-media-type", () => ["POST", `${url}/messages`, form]],
    ["no media type", 415, "unsupported-media-type", () => ["POST", `${url}/messages`, { body: Buffer.from("{}") }]],
    ["a body over 1 MiB", 413, "too-large", () => ["POST", `${url}/messages`, { body: huge, headers: json }]],
  ];
  const form = { body: "text=x", headers: { "content-type": "application/x-www-form-urlencoded" } };
  const huge = JSON.stringify({ text: "x", padding: "y".repeat(limits.bodyBytes) });

  test.each(cases)("%s", async (_what, status, code, request) => {
    const answer = await machine.send(...request());
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    const problem = Problem.parse(answer.json());
    expect(problem).toMatchObject({ status, code, type: `urn:muster:problem:${code}` });
    expect(problem.detail.length).toBeGreaterThan(10);
  });

  test("no key at all, and one that is wrong", async () => {
    const wrong: Record<string, string>[] = [
      {},
      { authorization: "Bearer mk_nonsense" },
      { authorization: "Basic eDp5" },
    ];
    for (const headers of wrong) {
      const answer = await hub.send("GET", "/v1/me", { headers });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
      expect(Problem.parse(answer.json())).toMatchObject({ status: 401, code: "unauthorized" });
    }
  });

  test("the same on the people's door", async () => {
    const wrong = await person.send("PATCH", "/v1/people/settings", { body: { leaseSeconds: "long" } });
    expect(Problem.parse(wrong.json())).toMatchObject({ code: "invalid", issues: [{ path: "leaseSeconds" }] });
    const missing = await person.send("GET", "/v1/people/sessions/x");
    expect([missing.statusCode, Problem.parse(missing.json()).code]).toEqual([404, "not-found"]);
    const noStream = await person.send("GET", "/v1/people/stream");
    expect(noStream.statusCode).toBe(404);
    expect(Problem.parse(noStream.json()).code).toBe("not-found");
  });
});

test("a body of just 1 MiB is read", async () => {
  const frame = JSON.stringify({ text: "x", padding: "" }).length;
  const body = JSON.stringify({ text: "x", padding: "y".repeat(limits.bodyBytes - frame) });
  expect((await machine.send("POST", `${url}/messages`, { body, headers: json })).statusCode).toBe(201);
});

test("JSON may say its charset", async () => {
  const headers = { "content-type": "application/json; charset=utf-8" };
  expect((await machine.send("POST", `${url}/messages`, { body: '{"text":"x"}', headers })).statusCode).toBe(201);
});

test("JSON that is nested without end is taken for what it is, an unknown field", async () => {
  const deep = 100_000;
  const body = `{"text":"x","more":${"[".repeat(deep)}${"]".repeat(deep)}}`;
  const headers = { ...json, "idempotency-key": "deep" };
  const answer = await machine.send("POST", `${url}/messages`, { body, headers });
  expect(answer.statusCode).toBe(201);
});

test("a wrong method is answered with those that the address takes", async () => {
  const answer = await machine.send("DELETE", `${url}/messages`);
  expect(answer.statusCode).toBe(405);
  expect(String(answer.headers.allow).split(", ").toSorted()).toEqual(["GET", "POST"]);
});

test("asking only for the head takes nothing: no reply is handed over, no ticket spent", async () => {
  const ticket = await hub.core.signIn.createTicket();
  const link = `/v1/people/sign-in?ticket=${ticket}`;
  expect((await hub.send("HEAD", link)).statusCode).toBeGreaterThanOrEqual(400);
  expect((await hub.send("GET", link)).statusCode).toBe(303);
  const id = url.split("/").at(-1);
  await person.send("POST", `/v1/people/sessions/${id}/replies`, { body: { text: "for a GET" } });
  expect((await machine.send("HEAD", `${url}/replies`)).statusCode).toBe(405);
  expect((await machine.send("GET", `${url}/replies`)).json()).toMatchObject({ items: [{ text: "for a GET" }] });
});

test("an error that nobody foresaw says nothing of the inside", async () => {
  const lines: string[] = [];
  const broken = await startTestHub({
    logger: { info: () => {}, warn: () => {}, error: (fields) => lines.push(JSON.stringify(fields)) },
  });
  const caller = await broken.machine();
  const read = broken.core.store.read.agents;
  Object.assign(read, { list: () => Promise.reject(new Error("secret path /home/ada")) });
  const answer = await caller.send("GET", "/v1/me");
  expect(answer.statusCode).toBe(500);
  expect(Problem.parse(answer.json()).code).toBe("unexpected");
  expect(answer.body).not.toContain("secret path");
  expect(lines.join()).toContain("secret path");
  await broken.close();
});

test("a disk that takes nothing is unavailable for now; the hub lives on and takes it later", async () => {
  const { store } = hub.core;
  const { write } = store;
  const full = new HubError("unavailable", "Nothing was stored: there is no space left on the hub's disk.");
  Object.assign(store, { write: () => Promise.reject(full) });
  const refused = await machine.send("POST", `${url}/messages`, { body: { text: "kept back" } });
  const read = await machine.send("GET", url);
  Object.assign(store, { write });
  expect(refused.statusCode).toBe(503);
  expect(Problem.parse(refused.json()).code).toBe("unavailable");
  expect(read.statusCode).toBe(200);
  expect((await machine.send("POST", `${url}/messages`, { body: { text: "kept back" } })).statusCode).toBe(201);
});
