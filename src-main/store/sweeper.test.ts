import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "./open.ts";
import { sweeper } from "./sweeper.ts";
import { postAll } from "./testing/search.ts";
import { keepingLogger, message, reply, seededStore, session } from "./testing/store.ts";

const counter = (file: string) => {
  const db = new Database(file, { readonly: true });
  onTestFinished(() => void db.close());
  return (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
};

it("a removed session is gone at once, its messages and receipts soon after, and others' stay", async () => {
  const { store, file } = await seededStore();
  const count = counter(file);
  await postAll(
    store,
    Array.from({ length: 600 }, (_, n) => `text ${n}`),
  );
  await store.write(async (tx) => {
    await tx.messages.append(reply("r1"));
    const receipt = {
      messageId: "r1",
      sessionId: "s1",
      messageSeq: 601,
      state: "queued",
      carrier: null,
      at: 1,
      handedAt: null,
      note: null,
    } as const;
    await tx.receipts.insert(receipt);
    await tx.sessions.insert(session({ id: "s2", title: "Stays" }));
    await tx.messages.append(message("x1", { sessionId: "s2" }));
  });
  await store.write((tx) => tx.sessions.remove("s1"));
  expect(await store.read.messages.byId("r1")).toBeUndefined();
  expect(await store.read.messages.byGlobalSeqs([1, 2, 602])).toMatchObject([{ id: "x1" }]);
  await expect.poll(() => [count("messages"), count("receipts")]).toEqual([1, 0]);
  expect(await store.read.messages.byId("x1")).toBeDefined();
});

it("a removal that is undone deletes nothing", async () => {
  const { store, file } = await seededStore();
  await postAll(store, ["stays"]);
  const undone = store.write(async (tx) => {
    await tx.sessions.remove("s1");
    throw new Error("no");
  });
  await expect(undone).rejects.toThrow("no");
  await store.close();
  expect(counter(file)("messages")).toBe(1);
});

it("what a stop left is deleted after the next start", async () => {
  const { store, file } = await seededStore();
  await postAll(
    store,
    Array.from({ length: 600 }, (_, n) => `text ${n}`),
  );
  await store.write((tx) => tx.sessions.remove("s1"));
  await store.close();
  const count = counter(file);
  expect(count("messages")).toBeGreaterThan(0);
  const again = await openStore({ file, clock: () => 1 });
  onTestFinished(() => again.close());
  await expect.poll(() => count("messages")).toBe(0);
});

it("a removal during the last slice is not forgotten", async () => {
  const left = [1, 0, 1, 0];
  let asked = 0;
  const sweep = sweeper(async () => {
    asked += 1;
    if (asked === 2) sweep.start();
    return left.shift() === 1;
  });
  sweep.start();
  await expect.poll(() => left).toEqual([]);
  await sweep.close();
});

it("a slice that fails is logged and tried again at the next removal", async () => {
  const logger = keepingLogger();
  let fails = true;
  let isDone = false;
  const sweep = sweeper(async () => {
    if (fails) throw new Error("disk full");
    isDone = true;
    return false;
  }, logger);
  sweep.start();
  await expect.poll(() => logger.lines).toEqual(["warn: Messages of a removed session could not be deleted yet."]);
  fails = false;
  sweep.start();
  await expect.poll(() => isDone).toBe(true);
  await sweep.close();
});
