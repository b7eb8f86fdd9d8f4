import { afterAll, describe, expect, test } from "vitest";
import type { ReplyAnswer } from "#contract/reply.ts";
import { startSteering } from "../../testing/steering.ts";
import { startTestHub } from "../../testing/test-hub.ts";
import { someTurns } from "../../testing/turns.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

describe("a reply while nobody waits", () => {
  test("is queued, and handed over when the agent asks", async () => {
    const { reply, ask, receipts, session } = await startSteering(hub);
    const { message, receipt } = await reply("Use the old API");
    expect(receipt).toMatchObject({ messageId: message.id, state: "queued", carrier: null, note: null });
    const { items, stop } = await ask("?carrier=hook");
    expect(stop).toBe(false);
    expect(items).toEqual([
      {
        id: message.id,
        seq: 1,
        text: "Use the old API",
        stop: false,
        command: null,
        from: { name: "ada", role: "owner" },
        attachments: [],
        quote: null,
        createdAt: message.createdAt,
      },
    ]);
    expect(await receipts()).toMatchObject([{ messageId: message.id, state: "handed", carrier: "hook" }]);
    expect(session.lastSeq).toBe(0);
  });

  test("is handed over once", async () => {
    const { reply, ask } = await startSteering(hub);
    await reply("once");
    expect((await ask()).items).toHaveLength(1);
    expect(await ask()).toEqual({ items: [], stop: false });
  });

  test("goes to one of two that ask at the same moment", async () => {
    const { reply, ask } = await startSteering(hub);
    await reply("race");
    const answers = await Promise.all([ask(), ask("?carrier=mcp"), ask(), ask()]);
    expect(answers.flatMap(({ items }) => items)).toHaveLength(1);
  });

  test("and more of them come together, in the order in which they were written", async () => {
    const { reply, ask } = await startSteering(hub);
    for (const text of ["one", "two", "three"]) await reply(text);
    const { items } = await ask();
    expect(items.map(({ text }) => text)).toEqual(["one", "two", "three"]);
    expect(items.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("takes its quote along", async () => {
    const { machine, person, session, ask } = await startSteering(hub);
    await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text: "which one?" } });
    const body = { text: "this one", quote: { seq: 1, text: "which one?" } };
    await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body });
    expect((await ask()).items).toMatchObject([{ text: "this one", quote: { seq: 1, text: "which one?" } }]);
  });

  test("is at once there for one who is ready to wait", async () => {
    const { reply, ask } = await startSteering(hub);
    await reply("no need to wait");
    expect((await ask("?wait=300")).items).toMatchObject([{ text: "no need to wait" }]);
  });
});

describe("a reply while the agent waits", () => {
  test("ends the wait, and its receipt says so from the first answer on", async () => {
    const { reply, wait, receipts } = await startSteering(hub);
    const { ended } = await wait("?wait=300&carrier=mcp");
    const { message, receipt } = await reply("go on");
    expect(receipt).toMatchObject({ state: "handed", carrier: "mcp" });
    expect(message.receipt).toEqual(receipt);
    expect((await ended).items).toMatchObject([{ id: message.id, text: "go on" }]);
    expect(await receipts()).toEqual([receipt]);
  });

  test("is carried by `watch` when the call says nothing", async () => {
    const { reply, wait } = await startSteering(hub);
    await wait();
    expect((await reply("x")).receipt).toMatchObject({ state: "handed", carrier: "watch" });
  });

  test("goes to the one that waits longest, and the next one to the next", async () => {
    const { reply, wait } = await startSteering(hub);
    const first = await wait("?wait=300&carrier=watch");
    const second = await wait("?wait=300&carrier=watch");
    await reply("for the first");
    await reply("for the second");
    expect((await first.ended).items.map(({ text }) => text)).toEqual(["for the first"]);
    expect((await second.ended).items.map(({ text }) => text)).toEqual(["for the second"]);
  });

  test("of two at once none is lost and none comes twice", async () => {
    const { reply, wait, ask } = await startSteering(hub);
    const { ended } = await wait();
    await Promise.all([reply("a"), reply("b"), reply("c")]);
    const texts = [...(await ended).items, ...(await ask()).items].map(({ text }) => text);
    expect(texts).toEqual(["a", "b", "c"]);
  });

  test("comes together with one that was just being handed over", async () => {
    const { reply, hub: at, machine, session, ask } = await startSteering(hub);
    await reply("first");
    const record = await at.core.machines.byId(machine.id);
    const asked = at.core.due.ask(record, session.id, { carrier: "watch", waitSeconds: 300 });
    // As far as it gets in this turn: its write waits for the commit that the next reply shares.
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
    const second = at.core.reply(await at.core.signIn.owner(), session.id, { text: "second" });
    expect((await asked).map(({ text }) => text)).toEqual(["first", "second"]);
    expect((await second).receipt?.state).toBe("handed");
    expect((await ask()).items).toEqual([]);
  });

  test("wakes only those who wait on its session", async () => {
    const [one, other] = [await startSteering(hub), await startSteering(hub)];
    const mine = await one.wait();
    const theirs = await other.wait();
    await other.reply("for the other");
    expect((await theirs.ended).items).toHaveLength(1);
    await one.reply("for this one");
    expect((await mine.ended).items.map(({ text }) => text)).toEqual(["for this one"]);
  });

  test("repeated with its key is the same answer and hands nothing over again", async () => {
    const { person, session, wait, ask } = await startSteering(hub);
    const { ended } = await wait();
    const request = { body: { text: "once" }, headers: { "idempotency-key": "r" } };
    const url = `/v1/people/sessions/${session.id}/replies`;
    const first = (await person.send("POST", url, request)).json<ReplyAnswer>();
    expect((await ended).items).toHaveLength(1);
    expect((await person.send("POST", url, request)).json()).toEqual(first);
    expect(first.receipt.state).toBe("handed");
    expect((await ask()).items).toEqual([]);
  });
});

describe("waiting", () => {
  test("for nothing at all is answered at once", async () => {
    const { ask } = await startSteering(hub);
    const begun = performance.now();
    expect(await ask()).toEqual({ items: [], stop: false });
    expect(await ask("?wait=0")).toEqual({ items: [], stop: false });
    expect(performance.now() - begun).toBeLessThan(900);
  });

  test("ends with nothing when its time is over", async () => {
    const { ask, isListening } = await startSteering(hub);
    const begun = performance.now();
    expect(await ask("?wait=1")).toEqual({ items: [], stop: false });
    expect(performance.now() - begun).toBeGreaterThan(950);
    expect(await isListening()).toBe(true);
  });

  test.each(["wait=301", "wait=-1", "wait=1.5", "wait=soon", "wait=", "wait=1e2", "carrier=pigeon"])(
    "?%s is invalid",
    async (query) => {
      const { machine, url } = await startSteering(hub);
      const answer = await machine.send("GET", `${url}?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: query.split("=", 1)[0] }] });
    },
  );

  test("is seen by people, with the carrier", async () => {
    const { wait, person, session } = await startSteering(hub);
    const read = async () => (await person.send("GET", `/v1/people/sessions/${session.id}`)).json<object>();
    expect(await read()).toMatchObject({ session: { listening: { isListening: false, carrier: null, lastAt: null } } });
    await wait("?wait=300&carrier=mcp");
    expect(await read()).toMatchObject({ session: { listening: { isListening: true, carrier: "mcp" } } });
  });

  test("on a session that is deleted ends with not found", async () => {
    const { machine, person, session, url, isListening } = await startSteering(hub);
    const call = machine.send("GET", `${url}?wait=300`);
    while (!(await isListening())) await someTurns(1);
    await person.send("DELETE", `/v1/people/sessions/${session.id}`);
    const answer = await call;
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, "not-found"]);
  });

  test("ends with an empty answer when the hub closes", async () => {
    const closing = await startTestHub();
    const { wait } = await startSteering(closing);
    const { ended } = await wait();
    await closing.close();
    expect(await ended).toEqual({ items: [], stop: false });
  });
});
