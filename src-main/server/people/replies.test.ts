import { afterAll, describe, expect, test } from "vitest";
import type { ManyRepliesAnswer, ReplyAnswer } from "#contract/reply.ts";
import { limits } from "#contract/limits.ts";
import { addPerson } from "../../testing/people.ts";
import { startSteering } from "../../testing/steering.ts";
import { startTestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

describe("a reply", () => {
  test("is a message of its person in the discussion, and read by who wrote it", async () => {
    const { reply, person, session } = await startSteering(hub);
    const { message } = await reply("Use **tabs**");
    expect(message).toMatchObject({
      kind: "reply",
      from: { type: "person", name: "ada", role: "owner" },
      text: "Use **tabs**",
      level: "info",
      seq: 1,
    });
    const read = await person.send("GET", `/v1/people/sessions/${session.id}`);
    expect(read.json()).toMatchObject({
      session: { readSeq: 1, unread: 0, dueReplies: 1, lastMessage: { kind: "reply" } },
    });
  });

  test("to a closed session opens it again, idle until the agent says more", async () => {
    const { reply, person, machine, session } = await startSteering(hub);
    await machine.send("POST", `/v1/sessions/${session.id}/close`);
    await reply("wait, one more");
    const read = await person.send("GET", `/v1/people/sessions/${session.id}`);
    expect(read.json()).toMatchObject({ session: { state: "idle", closedAt: null } });
  });

  test.each([
    [{ text: " " }, 400, "invalid"],
    [{}, 400, "invalid"],
    [{ text: "x", quote: { text: "y" } }, 400, "invalid"],
    [{ text: "x", quote: { seq: null, text: "y".repeat(4001) } }, 400, "invalid"],
    [{ text: "x".repeat(limits.textBytes + 1) }, 413, "too-large"],
  ])("of bad input is refused and not kept", async (body, status, code) => {
    const { person, session, receipts } = await startSteering(hub);
    const answer = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(await receipts()).toEqual([]);
  });

  test("to an unknown session is not found", async () => {
    const person = await hub.person();
    const answer = await person.send("POST", "/v1/people/sessions/unknown/replies", { body: { text: "x" } });
    expect(answer.statusCode).toBe(404);
  });
});

describe("a reply to several sessions", () => {
  test("has one result for each, in their order, good and bad beside each other", async () => {
    const [one, other] = [await startSteering(hub), await startSteering(hub)];
    const { ended } = await other.wait();
    const sessionIds = [one.session.id, "unknown", other.session.id];
    const answer = await one.person.send("POST", "/v1/people/replies", {
      body: { sessionIds, text: "all stop /stop" },
    });
    expect(answer.statusCode).toBe(200);
    const { results } = answer.json<ManyRepliesAnswer>();
    expect(results).toMatchObject([
      { sessionId: one.session.id, code: null, message: { text: "all stop /stop" }, receipt: { state: "queued" } },
      { sessionId: "unknown", code: "not-found", message: null, receipt: null },
      { sessionId: other.session.id, code: null, receipt: { state: "handed", carrier: "watch" } },
    ]);
    expect(await ended).toMatchObject({ items: [{ text: "all stop", stop: true }] });
    expect((await one.ask()).items).toHaveLength(1);
  });

  test("named twice gets it once", async () => {
    const { person, session, ask } = await startSteering(hub);
    const body = { sessionIds: [session.id, session.id], text: "once" };
    const { results } = (await person.send("POST", "/v1/people/replies", { body })).json<ManyRepliesAnswer>();
    expect(results).toHaveLength(1);
    expect((await ask()).items).toHaveLength(1);
  });

  test("with a key that another such call used is a conflict as a whole, and a repeat gives the first results", async () => {
    const { person, session, ask } = await startSteering(hub);
    const headers = { "idempotency-key": "several" };
    const send = (body: object) => person.send("POST", "/v1/people/replies", { body, headers });
    const first = await send({ sessionIds: [session.id], text: "once" });
    expect((await send({ sessionIds: [session.id], text: "once" })).json()).toEqual(first.json());
    const other = await send({ sessionIds: [session.id, "unknown"], text: "other" });
    expect(other).toMatchObject({ statusCode: 409 });
    expect((await ask()).items.map((item) => item.text)).toEqual(["once"]);
  });

  test("says for each that the text is too large", async () => {
    const { person, session } = await startSteering(hub);
    const body = { sessionIds: [session.id], text: "x".repeat(limits.textBytes + 1) };
    const { results } = (await person.send("POST", "/v1/people/replies", { body })).json<ManyRepliesAnswer>();
    expect(results).toMatchObject([{ code: "too-large", message: null }]);
  });

  test.each([[{ text: "x" }], [{ text: "x", sessionIds: [] }], [{ sessionIds: ["x"] }]])(
    "%j is invalid",
    async (body) => {
      const person = await hub.person();
      expect((await person.send("POST", "/v1/people/replies", { body })).statusCode).toBe(400);
    },
  );
});

describe("roles", () => {
  test("an operator's reply is handed over, with the role", async () => {
    const { session, ask } = await startSteering(hub);
    const operator = await addPerson(hub, "operator", "Olga");
    await operator.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "steer" } });
    expect((await ask()).items).toMatchObject([{ text: "steer", from: { name: "Olga", role: "operator" } }]);
  });

  test("a viewer's message is shown and never handed over", async () => {
    const { session, ask, wait, receipts, reply } = await startSteering(hub);
    const viewer = await addPerson(hub, "viewer", "Vera");
    const { ended } = await wait();
    const answer = await viewer.send("POST", `/v1/people/sessions/${session.id}/replies`, {
      body: { text: "look! /stop" },
    });
    expect(answer.statusCode).toBe(201);
    const { message, receipt } = answer.json<ReplyAnswer>();
    expect(message).toMatchObject({ from: { name: "Vera", role: "viewer" }, receipt: null });
    expect(receipt.state).toBe("withdrawn");
    await reply("from the owner");
    expect((await ended).items.map(({ text }) => text)).toEqual(["from the owner"]);
    hub.advance(600_000);
    expect((await ask()).items.map(({ text }) => text)).toEqual(["from the owner"]);
    expect(await receipts()).toMatchObject([null, { state: "handed" }]);
  });

  test("a viewer changes nothing for others", async () => {
    const { session, machine, reply } = await startSteering(hub);
    const viewer = await addPerson(hub, "viewer");
    const { message } = await reply("x");
    const calls: [string, string, unknown?][] = [
      ["PATCH", `sessions/${session.id}`, { title: "Mine" }],
      ["PATCH", `sessions/${session.id}`, { state: "done" }],
      ["DELETE", `sessions/${session.id}`],
      ["DELETE", `replies/${message.id}`],
      ["POST", "machines/codes"],
      ["PATCH", `machines/${machine.id}`, { name: "x" }],
      ["POST", `machines/${machine.id}/rotate`],
      ["DELETE", `machines/${machine.id}`],
      ["PATCH", "settings", { stopWord: "xx" }],
    ];
    for (const [method, path, body] of calls) {
      const answer = await viewer.send(method, `/v1/people/${path}`, { body });
      expect([method, path, answer.statusCode]).toEqual([method, path, 403]);
    }
    expect(
      (await viewer.send("PATCH", `/v1/people/sessions/${session.id}`, { body: { pinned: true } })).statusCode,
    ).toBe(200);
  });

  test("an operator steers, but machines and settings are the owner's", async () => {
    const { session, machine } = await startSteering(hub);
    const operator = await addPerson(hub, "operator");
    expect(
      (await operator.send("PATCH", `/v1/people/sessions/${session.id}`, { body: { state: "done" } })).statusCode,
    ).toBe(200);
    expect((await operator.send("POST", "/v1/people/machines/codes")).statusCode).toBe(403);
    expect((await operator.send("DELETE", `/v1/people/machines/${machine.id}`)).statusCode).toBe(403);
    expect((await operator.send("PATCH", "/v1/people/settings", { body: { hubName: "x" } })).statusCode).toBe(403);
  });
});
