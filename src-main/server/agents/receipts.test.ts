import { afterAll, describe, expect, test } from "vitest";
import { Receipt } from "#contract/receipt.ts";
import { type Steering, startSteering } from "../../testing/steering.ts";
import { startTestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

describe("acknowledging", () => {
  test("moves a receipt to taken, and it is not given again", async () => {
    const { reply, ask, ack, receipts } = await startSteering(hub);
    const { message } = await reply("do it");
    await ask("?carrier=hook");
    expect(await ack([message.id])).toMatchObject([
      { messageId: message.id, state: "taken", carrier: "hook", note: null },
    ]);
    hub.advance(600_000);
    expect((await ask()).items).toEqual([]);
    expect(await receipts()).toMatchObject([{ state: "taken" }]);
  });

  test("as failed keeps the note", async () => {
    const { reply, ask, ack, receipts } = await startSteering(hub);
    const { message } = await reply("do it");
    await ask();
    await ack([message.id], { outcome: "failed", note: "the agent is gone" });
    expect(await receipts()).toMatchObject([{ state: "failed", note: "the agent is gone" }]);
    hub.advance(600_000);
    expect((await ask()).items).toEqual([]);
  });

  test("again changes nothing, whatever is said the second time", async () => {
    const { reply, ask, ack } = await startSteering(hub);
    const { message } = await reply("do it");
    await ask();
    const first = await ack([message.id]);
    hub.advance(5000);
    expect(await ack([message.id])).toEqual(first);
    expect(await ack([message.id], { outcome: "failed", note: "no" })).toEqual(first);
  });

  test("several at once answers with all of them, the same id twice with one", async () => {
    const { reply, ask, ack } = await startSteering(hub);
    const ids = [(await reply("a")).message.id, (await reply("b")).message.id];
    await ask();
    expect((await ack([...ids, ids[0] ?? ""])).map(({ messageId, state }) => [messageId, state])).toEqual(
      ids.map((id) => [id, "taken"]),
    );
  });

  test("before it was handed over counts too: the agent's side has seen it", async () => {
    const { reply, ask, ack } = await startSteering(hub);
    const { message } = await reply("seen in the log");
    expect(await ack([message.id])).toMatchObject([{ state: "taken", carrier: null }]);
    expect((await ask()).items).toEqual([]);
  });

  test("what was withdrawn does not bring it back", async () => {
    const { reply, ack, person } = await startSteering(hub);
    const { message } = await reply("never mind");
    await person.send("DELETE", `/v1/people/replies/${message.id}`);
    expect(await ack([message.id])).toMatchObject([{ state: "withdrawn" }]);
  });

  test("an unknown id is not found, and the good ones beside it stay", async () => {
    const { reply, ask, machine, url, receipts } = await startSteering(hub);
    const { message } = await reply("x");
    await ask();
    const answer = await machine.send("POST", `${url}/ack`, { body: { ids: [message.id, "unknown"] } });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, "not-found"]);
    expect(await receipts()).toMatchObject([{ state: "handed" }]);
  });

  test("a reply of another session of the same machine is not found", async () => {
    const { reply, machine } = await startSteering(hub);
    const { message } = await reply("x");
    const other = await machine.session("other");
    const answer = await machine.send("POST", `/v1/sessions/${other.id}/replies/ack`, { body: { ids: [message.id] } });
    expect(answer.statusCode).toBe(404);
  });

  test("an agent's own message is no reply", async () => {
    const { machine, session, url } = await startSteering(hub);
    const post = await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text: "mine" } });
    const { id } = post.json<{ message: { id: string } }>().message;
    expect((await machine.send("POST", `${url}/ack`, { body: { ids: [id] } })).statusCode).toBe(404);
  });

  test.each([
    [{}, "ids"],
    [{ ids: [] }, "ids"],
    [{ ids: "x" }, "ids"],
    [{ ids: [1] }, "ids[0]"],
    [{ ids: ["x"], outcome: "maybe" }, "outcome"],
    [{ ids: ["x"], note: "n".repeat(2001) }, "note"],
    [{ ids: Array.from({ length: 201 }, () => "x") }, "ids"],
  ])("%j is refused by its place", async (body, path) => {
    const { machine, url } = await startSteering(hub);
    const answer = await machine.send("POST", `${url}/ack`, { body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path }] });
  });

  test("is a sign of life of the agent, and counts down what is due", async () => {
    const { reply, ask, ack, person, session } = await startSteering(hub);
    const read = async () =>
      (await person.send("GET", `/v1/people/sessions/${session.id}`)).json<{
        session: { dueReplies: number; lastHeardAt: string };
      }>().session;
    const { message } = await reply("x");
    await ask();
    const before = await read();
    expect(before.dueReplies).toBe(1);
    hub.advance(1000);
    await ack([message.id]);
    const after = await read();
    expect(after.dueReplies).toBe(0);
    expect(Date.parse(after.lastHeardAt)).toBeGreaterThan(Date.parse(before.lastHeardAt));
  });
});

const withdraw = (from: Steering, id: string) => from.person.send("DELETE", `/v1/people/replies/${id}`);

describe("withdrawing", () => {
  test("a queued reply takes it back for good", async () => {
    const steered = await startSteering(hub);
    const { message } = await steered.reply("oops");
    const answer = await withdraw(steered, message.id);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ receipt: { messageId: message.id, state: "withdrawn" } });
    expect((await steered.ask()).items).toEqual([]);
    expect(await steered.receipts()).toMatchObject([{ state: "withdrawn" }]);
  });

  test.each(["handed", "taken", "failed", "withdrawn"])(
    "a %s one is a conflict that carries the receipt",
    async (state) => {
      const steered = await startSteering(hub);
      const { message } = await steered.reply("too late");
      if (state === "withdrawn") await withdraw(steered, message.id);
      else await steered.ask("?carrier=hook");
      if (state === "taken" || state === "failed") await steered.ack([message.id], { outcome: state });
      const answer = await withdraw(steered, message.id);
      expect(answer.statusCode).toBe(409);
      const { code, receipt } = answer.json<{ code: string; receipt: unknown }>();
      expect(code).toBe("conflict");
      expect(Receipt.strict().parse(receipt)).toEqual((await steered.receipts())[0]);
      expect(receipt).toMatchObject({ messageId: message.id, state });
    },
  );

  test("an unknown one, or an agent's message, is not found", async () => {
    const steered = await startSteering(hub);
    expect((await withdraw(steered, "unknown")).statusCode).toBe(404);
    const url = `/v1/sessions/${steered.session.id}/messages`;
    const post = await steered.machine.send("POST", url, { body: { text: "agent's" } });
    const { id } = post.json<{ message: { id: string } }>().message;
    expect((await withdraw(steered, id)).statusCode).toBe(404);
  });

  test("and being handed over at the same moment end in one of the two", async () => {
    const steered = await startSteering(hub);
    const { message } = await steered.reply("race");
    const [asked, withdrawn] = await Promise.all([steered.ask(), withdraw(steered, message.id)]);
    const [receipt] = await steered.receipts();
    expect([
      [200, 0, "withdrawn"],
      [409, 1, "handed"],
    ]).toContainEqual([withdrawn.statusCode, asked.items.length, receipt?.state]);
  });
});
