import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReplyAnswer } from "#contract/reply.ts";
import type { Session, SessionAnswer } from "#contract/session.ts";
import { startTestHub, type TestMachine } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

let mine: TestMachine;
let theirs: TestMachine;
let session: Session;
let replyId: string;

beforeAll(async () => {
  [mine, theirs] = [await hub.machine("mine"), await hub.machine("theirs")];
  session = await theirs.session("Theirs");
  const person = await hub.person();
  const answer = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "secret" } });
  replyId = answer.json<ReplyAnswer>().message.id;
});

const calls: [string, string, unknown][] = [
  ["GET", "", undefined],
  ["PATCH", "", { state: "done" }],
  ["POST", "/messages", { text: "x" }],
  ["GET", "/messages", undefined],
  ["GET", "/replies", undefined],
  ["GET", "/replies?wait=1", undefined],
  ["POST", "/replies/ack", { ids: ["one"] }],
  ["POST", "/close", {}],
  ["POST", "/close", { note: "bye" }],
];

describe.each(calls)("%s /v1/sessions/{id}%s", (method, path, body) => {
  const call = (id: string) => mine.send(method, `/v1/sessions/${id}${path}`, { body });

  test("answers another machine's session exactly as one that is not there", async () => {
    const [other, unknown] = [await call(session.id), await call(randomUUID())];
    expect(other.statusCode).toBe(404);
    expect(other.json()).toMatchObject({ code: "not-found" });
    expect(other.json()).toEqual(unknown.json());
  });

  test.each([
    ["of one letter", "x"],
    ["with a way up", "..%2Fmachines"],
    ["with a NUL", "%00"],
    ["with an emoji", "%F0%9F%A6%8A"],
    ["with SQL", "'%20OR%201=1%20--"],
    ["of 65 characters", "a".repeat(65)],
    ["of 500 characters", "b".repeat(500)],
  ])("answers a malformed id %s with not found", async (_what, id) => {
    const answer = await call(id);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ code: "not-found", status: 404 });
  });
});

test("nothing of that touched the session", async () => {
  const read = await theirs.send("GET", `/v1/sessions/${session.id}`);
  expect(read.json<SessionAnswer>().session).toMatchObject({ state: "working", lastSeq: 1, title: "Theirs" });
});

test("a reply of another session can't be acknowledged by its id", async () => {
  const own = await mine.session("Mine");
  const answer = await mine.send("POST", `/v1/sessions/${own.id}/replies/ack`, { body: { ids: [replyId] } });
  expect(answer.statusCode).toBe(404);
  const receipt = await hub.core.store.read.receipts.byMessage(replyId);
  expect(receipt?.state).toBe("queued");
});

test("a message of another machine can't be answered", async () => {
  const own = await mine.session("Mine too");
  const body = { text: "x", replyTo: replyId };
  expect((await mine.send("POST", `/v1/sessions/${own.id}/messages`, { body })).statusCode).toBe(400);
});
