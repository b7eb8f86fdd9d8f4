import { describe, expect, test } from "vitest";
import { ownHub } from "../../testing/own-hub.ts";
import { startSteering } from "../../testing/steering.ts";
import { until } from "../../testing/turns.ts";

const HOUR = 3_600_000;

describe("a reply that was handed over but never acknowledged", () => {
  test("is given again to the next asker when its time is over, and not before", async () => {
    const hub = await ownHub();
    const { reply, ask, receipts } = await startSteering(hub);
    const { message } = await reply("try this");
    expect((await ask("?carrier=hook")).items).toHaveLength(1);
    hub.advance(55_000);
    expect((await ask()).items).toEqual([]);
    hub.advance(5000);
    expect((await ask("?carrier=mcp")).items).toMatchObject([{ id: message.id, text: "try this" }]);
    expect(await receipts()).toMatchObject([{ state: "handed", carrier: "mcp" }]);
  });

  test("has a new time after that, again and again", async () => {
    const hub = await ownHub();
    const { reply, ask } = await startSteering(hub);
    await reply("again");
    const given: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      given.push((await ask()).items.length, (await ask()).items.length);
      hub.advance(60_000);
    }
    expect(given).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
  });

  test("comes with those that are new, in order", async () => {
    const hub = await ownHub();
    const { reply, ask } = await startSteering(hub);
    await reply("old");
    await ask();
    hub.advance(60_000);
    await reply("new");
    expect((await ask()).items.map(({ text }) => text)).toEqual(["old", "new"]);
  });

  test("is given to one who waits when its time is over", async () => {
    const hub = await ownHub({ settings: { leaseSeconds: 0.15 } });
    const { reply, ask, wait } = await startSteering(hub);
    await reply("wake up");
    await ask();
    const { ended } = await wait("?wait=10");
    expect((await ended).items).toMatchObject([{ text: "wake up" }]);
  });

  test("is given to one who began to wait in an earlier run of the agent", async () => {
    const hub = await ownHub({ settings: { leaseSeconds: 0.15 } });
    const { reply, wait, ask } = await startSteering(hub);
    const first = await wait("?wait=10");
    const second = ask("?wait=10");
    await reply("for both in turn");
    expect((await first.ended).items).toMatchObject([{ text: "for both in turn" }]);
    expect((await second).items).toMatchObject([{ text: "for both in turn" }]);
  });

  test("is given to one who waits also when an earlier reply's time ended first", async () => {
    const hub = await ownHub({ settings: { leaseSeconds: 0.6 } });
    const { reply, ask, ack, wait } = await startSteering(hub);
    const early = await reply("early");
    await ask();
    await ack([early.message.id]);
    const begun = performance.now();
    await until(() => performance.now() > begun + 30);
    await reply("late");
    await ask();
    const { ended } = await wait("?wait=5");
    expect((await ended).items).toMatchObject([{ text: "late" }]);
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  test("is given again by the next run of the hub", async () => {
    const first = await ownHub();
    const steered = await startSteering(first);
    await steered.reply("over the restart");
    await steered.ask("?carrier=hook");
    const next = await ownHub({ home: first.home });
    const headers = { authorization: `Bearer ${steered.machine.key}` };
    expect((await next.send("GET", steered.url, { headers })).json()).toMatchObject({ items: [] });
    next.advance(60_000);
    const again = await next.send("GET", steered.url, { headers });
    expect(again.json()).toMatchObject({ items: [{ text: "over the restart" }] });
  });
});

test("a reply that an earlier run of the hub handed over is given to one who waits, when its time is over", async () => {
  const settings = { leaseSeconds: 0.3 };
  const first = await ownHub({ settings });
  const { reply, ask, machine, url } = await startSteering(first);
  await reply("from before");
  await ask();
  const next = await ownHub({ home: first.home, settings });
  const headers = { authorization: `Bearer ${machine.key}` };
  const again = await next.send("GET", `${url}?wait=5`, { headers });
  expect(again.json()).toMatchObject({ items: [{ text: "from before" }] });
});

test("a wait whose time is over while a reply is on its way to it, in vain, ends all the same", async () => {
  const hub = await ownHub({ settings: { leaseSeconds: 0.15 } });
  const { reply, ask, wait } = await startSteering(hub);
  await reply("stuck");
  await ask();
  const { ended } = await wait("?wait=1");
  const { store } = hub.core;
  const { write } = store;
  const stuck = Promise.withResolvers<never>();
  let isAsked = false;
  Object.assign(store, {
    write: () => {
      isAsked = true;
      return stuck.promise;
    },
  });
  const begun = performance.now();
  await until(() => isAsked && performance.now() > begun + 1100);
  Object.assign(store, { write });
  stuck.reject(new Error("the disk is full"));
  expect((await ended).items).toEqual([]);
});

describe("a restart of the hub", () => {
  test("keeps every receipt where it was", async () => {
    const first = await ownHub();
    const { reply, ask, ack, person, receipts, machine, url, session } = await startSteering(first);
    const taken = await reply("taken");
    const failed = await reply("failed");
    await ask("?carrier=hook");
    await ack([taken.message.id]);
    await ack([failed.message.id], { outcome: "failed", note: "no such file" });
    const withdrawn = await reply("withdrawn");
    await person.send("DELETE", `/v1/people/replies/${withdrawn.message.id}`);
    await reply("queued");
    const before = await receipts();
    expect(before.map((receipt) => receipt?.state)).toEqual(["taken", "failed", "withdrawn", "queued"]);

    const next = await ownHub({ home: first.home });
    const again = await next.person();
    const page = await again.send("GET", `/v1/people/sessions/${session.id}/messages`);
    expect(page.json<{ items: { receipt: unknown }[] }>().items.map(({ receipt }) => receipt)).toEqual(before);
    const due = await next.send("GET", url, { headers: { authorization: `Bearer ${machine.key}` } });
    expect(due.json()).toMatchObject({ items: [{ text: "queued" }] });
  });
});

describe("a clock that is set back by an hour", () => {
  test("keeps replies coming and their order", async () => {
    const hub = await ownHub();
    const { reply, ask, wait } = await startSteering(hub);
    await reply("before");
    hub.advance(-HOUR);
    await reply("after");
    expect((await ask()).items.map(({ text }) => text)).toEqual(["before", "after"]);
    const { ended } = await wait();
    await reply("woken");
    expect((await ended).items).toMatchObject([{ text: "woken" }]);
  });

  test("gives what was handed over before again after a lease of its own, and not at once", async () => {
    const hub = await ownHub();
    const { reply, ask } = await startSteering(hub);
    await reply("handed");
    await ask();
    hub.advance(-HOUR);
    expect((await ask()).items).toEqual([]);
    hub.advance(59_000);
    expect((await ask()).items).toEqual([]);
    hub.advance(1000);
    expect((await ask()).items).toMatchObject([{ text: "handed" }]);
  });

  test("keeps ids sorted as things came, and messages in order", async () => {
    const hub = await ownHub();
    const { reply, machine, session, person } = await startSteering(hub);
    const ids = [session.id, (await reply("1")).message.id];
    hub.advance(-HOUR);
    ids.push((await machine.session("later")).id, (await reply("2")).message.id);
    const next = await ownHub({ home: hub.home });
    next.advance(-2 * HOUR);
    const again = await next.person();
    const answer = await again.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "3" } });
    ids.push(answer.json<{ message: { id: string } }>().message.id);
    expect(ids.toSorted()).toEqual(ids);
    const page = await person.send("GET", `/v1/people/sessions/${session.id}/messages`);
    expect(page.json<{ items: { text: string }[] }>().items.map(({ text }) => text)).toEqual(["1", "2", "3"]);
  });
});
