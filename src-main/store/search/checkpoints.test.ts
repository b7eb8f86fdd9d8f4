import { statSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { message, seededStore } from "../testing/store.ts";
import { postAll, testSearch } from "../testing/search.ts";
import type { Db } from "../db.ts";
import { checkpoints } from "./checkpoints.ts";
import { openSource } from "./source.ts";

const walBytes = (file: string) => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

const source = (file: string) => {
  const opened = openSource(file);
  onTestFinished(() => opened.close());
  return opened;
};

it("moves the log into the database, so that the writer begins the log again instead of growing it", async () => {
  const { store, file } = await seededStore();
  const { db } = source(file);
  await postAll(
    store,
    Array.from({ length: 300 }, (_, n) => `text ${n}`),
  );
  const grown = walBytes(file);
  let now = 0;
  const checkpoint = checkpoints(db, file, { now: () => now });
  for (let n = 0; n < 5; n += 1) {
    checkpoint.run();
    now += 1000;
    await store.write((tx) => tx.messages.append(message(`x${n}`)));
  }
  expect(walBytes(file)).toBe(grown);
});

it("rests between two checkpoints", async () => {
  const { store, file } = await seededStore();
  const { db } = source(file);
  let now = 0;
  const checkpoint = checkpoints(db, file, { now: () => now });
  const ran = [checkpoint.run()];
  await store.write((tx) => tx.messages.append(message("x1")));
  ran.push(checkpoint.run());
  now += 1000;
  ran.push(checkpoint.run());
  expect(ran).toEqual([true, false, true]);
});

it("cuts a log that grew large", async () => {
  const { store, file } = await seededStore();
  const { db } = source(file);
  await postAll(
    store,
    Array.from({ length: 300 }, (_, n) => `text ${n}`),
  );
  expect(walBytes(file)).toBeGreaterThan(100_000);
  checkpoints(db, file, { truncateBytes: 100_000 }).run();
  expect(walBytes(file)).toBe(0);
  expect(await store.read.messages.newestGlobalSeq()).toBe(300);
});

/** A database whose checkpoints answer as told, and what it was asked. */
const answering = (...answers: { log: number; checkpointed: number }[]) => {
  const modes: string[] = [];
  const pragma = (text: string) => {
    modes.push(/\((\w+)\)/.exec(text)?.[1] ?? text);
    return [answers.shift()];
  };
  return { modes, db: { pragma } as unknown as Db };
};

it("locks the writer out to begin a long log again only when little is left to move", () => {
  const { db, modes } = answering({ log: 9000, checkpointed: 5000 }, { log: 9100, checkpointed: 9000 });
  checkpoints(db, "/nowhere/muster.db").run();
  expect(modes).toEqual(["PASSIVE", "PASSIVE", "RESTART"]);
});

it("leaves the writer alone while the log is short", () => {
  const { db, modes } = answering({ log: 3000, checkpointed: 2900 });
  checkpoints(db, "/nowhere/muster.db").run();
  expect(modes).toEqual(["PASSIVE"]);
});

it("does not chase a writer for ever", () => {
  const behind = { log: 9000, checkpointed: 1000 };
  const { db, modes } = answering(behind, behind, behind, behind, behind);
  checkpoints(db, "/nowhere/muster.db").run();
  expect(modes).toEqual(["PASSIVE", "PASSIVE", "PASSIVE", "PASSIVE", "RESTART"]);
});

it("the running worker keeps the log of a busy store small", async () => {
  const { store, file } = await seededStore();
  const index = await testSearch(file);
  await postAll(
    store,
    Array.from({ length: 200 }, (_, n) => `text ${n} ${"long ".repeat(500)}`),
  );
  await index.caughtUp();
  const { db } = source(file);
  await expect.poll(() => db.pragma("wal_checkpoint(PASSIVE)")).toMatchObject([{ busy: 0 }]);
});

it("its connection to the store can't change a row", async () => {
  const { file } = await seededStore();
  const { db } = source(file);
  expect(() => db.exec("DELETE FROM messages")).toThrow("readonly");
});
