import { afterAll, describe, expect, test } from "vitest";
import type { MessagePage, PostMessageAnswer } from "#contract/message.ts";
import type { ReplyAnswer } from "#contract/reply.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { startTestHub, type TestMachine } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const HOUR = 3_600_000;
const key = (name: string) => ({ "idempotency-key": name });

const start = async (at = hub) => {
  const machine = await at.machine();
  const session = await machine.session("Work");
  return { machine, session, url: `/v1/sessions/${session.id}` };
};
const texts = async (machine: TestMachine, url: string) =>
  (await machine.send("GET", `${url}/messages`)).json<MessagePage>().items.map(({ text }) => text);

describe("a request that is repeated with its idempotency key", () => {
  test("posts one message and gets the first answer again", async () => {
    const { machine, url } = await start();
    const request = { body: { text: "once", state: "waiting" as const }, headers: key("k1") };
    const first = await machine.send("POST", `${url}/messages`, request);
    await machine.send("PATCH", url, { body: { state: "working" } });
    const again = await machine.send("POST", `${url}/messages`, request);
    expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
    expect(await texts(machine, url)).toEqual(["once"]);
    expect((await machine.send("GET", url)).json()).toMatchObject({ session: { state: "working" } });
  });

  test("makes one message also when all come at once", async () => {
    const { machine, url } = await start();
    const request = { body: { text: "burst" }, headers: key("k2") };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => machine.send("POST", `${url}/messages`, request)),
    );
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await texts(machine, url)).toEqual(["burst"]);
  });

  test("opens one session, and says again that it was made", async () => {
    const { machine } = await start();
    const request = { body: { title: "Opened once" }, headers: key("k3") };
    const first = await machine.send("POST", "/v1/sessions", request);
    const again = await machine.send("POST", "/v1/sessions", request);
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.body).toBe(first.body);
  });

  test("acknowledges once", async () => {
    const { machine, url, session } = await start();
    const person = await hub.person();
    const reply = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "go" } });
    const request = { body: { ids: [reply.json<ReplyAnswer>().message.id] }, headers: key("k4") };
    const first = await machine.send("POST", `${url}/replies/ack`, request);
    const again = await machine.send("POST", `${url}/replies/ack`, request);
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    const other = { ...request, body: { ...request.body, outcome: "failed" } };
    expect((await machine.send("POST", `${url}/replies/ack`, other)).statusCode).toBe(409);
  });

  test.each([
    ["with a note", { note: "bye" }],
    ["without a note", {}],
  ])("closes once, %s", async (_how, body) => {
    const { machine, url, session } = await start();
    const request = { body, headers: key("k5") };
    const first = await machine.send("POST", `${url}/close`, request);
    await machine.session("work");
    const again = await machine.send("POST", `${url}/close`, request);
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect((await machine.send("GET", url)).json()).toMatchObject({ session: { id: session.id, state: "working" } });
    expect(await texts(machine, url)).toHaveLength("note" in body ? 1 : 0);
  });

  test("replies once, by a person too, to one session and to many", async () => {
    const { machine, url, session } = await start();
    const person = await hub.person();
    const one = { body: { text: "one" }, headers: key("p1") };
    const first = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, one);
    const again = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, one);
    expect(again.body).toBe(first.body);
    const other = await machine.session("Other");
    const many = { body: { text: "many", sessionIds: [session.id, other.id] }, headers: key("p2") };
    const firstMany = await person.send("POST", "/v1/people/replies", many);
    expect((await person.send("POST", "/v1/people/replies", many)).body).toBe(firstMany.body);
    expect(await texts(machine, url)).toEqual(["one", "many"]);
    expect(await texts(machine, `/v1/sessions/${other.id}`)).toEqual(["many"]);
  });

  test("tells screens of it once", async () => {
    const { machine, url, session } = await start();
    hub.core.changes.flush();
    const told: string[] = [];
    const stop = hub.core.changes.subscribe((change) => told.push(change.type));
    const request = { body: { text: "told once" }, headers: key("k6") };
    const person = await hub.person();
    for (let time = 0; time < 2; time += 1) {
      await machine.send("POST", `${url}/messages`, request);
      await person.send("POST", `/v1/people/sessions/${session.id}/replies`, request);
      await machine.send("POST", "/v1/sessions", { body: { title: "Told once" }, headers: key("k7") });
      await machine.send("POST", `${url}/close`, { headers: key("k8") });
    }
    hub.core.changes.flush();
    stop();
    expect(told).toEqual(["message", "message", "marks", "session", "session"]);
  });
});

describe("an idempotency key", () => {
  test("with another body, or for another call, is a conflict", async () => {
    const { machine, url } = await start();
    await machine.send("POST", `${url}/messages`, { body: { text: "a" }, headers: key("k") });
    const body = await machine.send("POST", `${url}/messages`, { body: { text: "b" }, headers: key("k") });
    const call = await machine.send("POST", `${url}/close`, { body: { text: "a" }, headers: key("k") });
    for (const answer of [body, call]) {
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "conflict"]);
    }
    expect(await texts(machine, url)).toEqual(["a"]);
  });

  test("of another machine is another key", async () => {
    const [one, other] = [await start(), await start()];
    await one.machine.send("POST", `${one.url}/messages`, { body: { text: "mine" }, headers: key("same") });
    const answer = await other.machine.send("POST", `${other.url}/messages`, {
      body: { text: "theirs" },
      headers: key("same"),
    });
    expect(answer.statusCode).toBe(201);
    expect(await texts(other.machine, other.url)).toEqual(["theirs"]);
  });

  test("is not used up by a request that failed", async () => {
    const { machine, url } = await start();
    const wrong = { text: "x", replyTo: "unknown" };
    expect((await machine.send("POST", `${url}/messages`, { body: wrong, headers: key("f") })).statusCode).toBe(400);
    const right = await machine.send("POST", `${url}/messages`, { body: { text: "x" }, headers: key("f") });
    expect(right.statusCode).toBe(201);
  });

  test("is forgotten after 24 hours, and not before", async () => {
    const at = await ownHub();
    const { machine, url } = await start(at);
    const request = { body: { text: "daily" }, headers: key("day") };
    const post = async () => (await machine.send("POST", `${url}/messages`, request)).json<PostMessageAnswer>().message;
    const first = await post();
    at.advance(24 * HOUR - 60_000);
    expect((await post()).id).toBe(first.id);
    at.advance(60_000);
    expect((await post()).id).not.toBe(first.id);
    expect(await texts(machine, url)).toEqual(["daily", "daily"]);
  });

  test("has at most 200 characters", async () => {
    const { machine, url } = await start();
    const send = (name: string) => machine.send("POST", `${url}/messages`, { body: { text: "x" }, headers: key(name) });
    expect((await send("k".repeat(200))).statusCode).toBe(201);
    const over = await send("k".repeat(201));
    expect(over.statusCode).toBe(400);
    expect(over.json()).toMatchObject({ code: "invalid", issues: [{ path: "Idempotency-Key" }] });
  });

  test("is remembered by the next run of the hub", async () => {
    const first = await ownHub();
    const { machine, url } = await start(first);
    const request = { body: { text: "before" }, headers: key("restart") };
    const answer = await machine.send("POST", `${url}/messages`, request);
    const next = await ownHub({ home: first.home });
    const again = await next.send("POST", `${url}/messages`, {
      body: request.body,
      headers: { ...request.headers, authorization: `Bearer ${machine.key}` },
    });
    expect(again.body).toBe(answer.body);
  });
});
