import { request } from "node:http";
import { expect, test } from "vitest";
import type { RepliesAnswer } from "#contract/reply.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { type Steering, startSteering } from "../../testing/steering.ts";
import { someTurns, until } from "../../testing/turns.ts";

const start = async () => {
  const hub = await ownHub();
  const host = await hub.listen();
  return { host, ...(await startSteering(hub)) };
};

/** A call over a real connection that can be hung up. */
const dial = ({ host, url, machine }: Steering & { host: string }, query: string) => {
  const call = request(`http://${host}${url}${query}`, {
    agent: false,
    headers: { authorization: `Bearer ${machine.key}` },
  });
  const answer = new Promise<RepliesAnswer>((resolve, reject) => {
    call.on("error", reject);
    call.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve(JSON.parse(text) as RepliesAnswer));
    });
  });
  call.end();
  return { hangUp: () => call.destroy(), answer };
};

/** Resolves when the hub has noticed that nobody is connected. */
const gone = ({ hub }: Steering) =>
  until(async () => {
    const count = await new Promise((resolve) =>
      hub.server.app.server.getConnections((_error, number) => resolve(number)),
    );
    return count === 0;
  }, "the connection ended");

test("a reply that comes after the agent hung up waits for the next asker", async () => {
  const steered = await start();
  const { hangUp, answer } = dial(steered, "?wait=300");
  await until(steered.isListening);
  hangUp();
  await expect(answer).rejects.toThrow("socket hang up");
  await gone(steered);
  expect((await steered.reply("are you there?")).receipt).toMatchObject({ state: "queued", carrier: null });
  expect((await steered.ask()).items).toMatchObject([{ text: "are you there?" }]);
});

test("a reply that was being handed to one who hangs up goes to the next who waits", async () => {
  const steered = await start();
  const { hub, machine, session, reply, wait, receipts } = steered;
  await reply("catch");
  const record = await hub.core.machines.byId(machine.id);
  const items = await hub.core.due.ask(record, session.id, { carrier: "hook", waitSeconds: 0 });
  expect(await receipts()).toMatchObject([{ state: "handed", carrier: "hook" }]);
  const { ended } = await wait("?wait=300&carrier=watch");
  await hub.core.due.putBack(items);
  expect((await ended).items).toMatchObject([{ text: "catch" }]);
  expect(await receipts()).toMatchObject([{ state: "handed", carrier: "watch" }]);
});

test("a reply that was being handed to one who hangs up is queued again when nobody waits", async () => {
  const { hub, machine, session, reply, ask, receipts } = await start();
  await reply("later");
  const record = await hub.core.machines.byId(machine.id);
  await hub.core.due.putBack(await hub.core.due.ask(record, session.id, { carrier: "hook", waitSeconds: 0 }));
  expect(await receipts()).toMatchObject([{ state: "queued", carrier: null }]);
  expect((await ask()).items).toHaveLength(1);
});

test("what was acknowledged meanwhile is not put back", async () => {
  const { hub, machine, session, reply, ack, ask, receipts } = await start();
  const { message } = await reply("done already");
  const record = await hub.core.machines.byId(machine.id);
  const items = await hub.core.due.ask(record, session.id, { carrier: "hook", waitSeconds: 0 });
  await ack([message.id]);
  await hub.core.due.putBack(items);
  expect(await receipts()).toMatchObject([{ state: "taken" }]);
  expect((await ask()).items).toEqual([]);
});

test("an agent that hangs up while its reply is being written to disk loses nothing", async () => {
  const steered = await start();
  const { hub, reply, ask } = steered;
  const { store } = hub.core;
  const { write } = store;
  await reply("on its way");
  const told: string[] = [];
  hub.core.changes.subscribe((change) => {
    if (change.type === "receipt") told.push(change.receipt.state);
  });
  // The write that hands the reply over is held until the caller is seen to be gone.
  const held = Promise.withResolvers<void>();
  let isHeld = false;
  const holding: typeof write = async (work) => {
    isHeld = true;
    await held.promise;
    return write(work);
  };
  Object.assign(store, { write: holding });
  const { hangUp, answer } = dial(steered, "");
  await until(() => isHeld);
  Object.assign(store, { write });
  hangUp();
  await expect(answer).rejects.toThrow("socket hang up");
  await gone(steered);
  held.resolve();
  await until(() => told.length === 2);
  expect(told).toEqual(["handed", "queued"]);
  expect((await ask()).items).toMatchObject([{ text: "on its way" }]);
});

test("an agent that reads its answer and closes the connection has it", async () => {
  const steered = await start();
  const { answer } = dial(steered, "?wait=300");
  await until(steered.isListening);
  await steered.reply("take it");
  expect((await answer).items).toMatchObject([{ text: "take it" }]);
  await gone(steered);
  await someTurns();
  expect(await steered.receipts()).toMatchObject([{ state: "handed", carrier: "watch" }]);
});
