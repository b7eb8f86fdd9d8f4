import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { postAll, searchOver, testSearch } from "../testing/search.ts";
import { keepingLogger, message, seededStore, temporaryFolder, testStore } from "../testing/store.ts";

const searchFileOf = (storeFile: string) => join(dirname(storeFile), "search.db");
const madeAnew = "info: The search index is made anew.";

it("takes in what is committed after it was told to follow", async () => {
  const { store, index, find } = await searchOver([]);
  await postAll(store, ["fresh news"]);
  index.follow();
  await expect.poll(() => find("fresh")).toEqual([1]);
  await postAll(store, ["more fresh news"]);
  index.follow();
  await expect.poll(() => find("fresh")).toEqual([2, 1]);
});

it("being told many times is one message until the worker begins", async () => {
  const { store, index, find } = await searchOver([]);
  for (let n = 0; n < 1000; n += 1) index.follow();
  await postAll(store, ["fresh news"]);
  index.follow();
  await expect.poll(() => find("fresh")).toEqual([1]);
});

it("catches up after a restart with what it missed, without beginning anew", async () => {
  const { store, file, index } = await searchOver(["before"]);
  await index.close();
  await postAll(store, ["while it was away"]);
  const logger = keepingLogger();
  const again = await testSearch(file, { logger });
  await again.caughtUp();
  expect(await again.find({ text: "away", limit: 5 })).toMatchObject({ globalSeqs: [2], indexedUpTo: 2 });
  expect(await again.find({ text: "before", limit: 5 })).toMatchObject({ globalSeqs: [1] });
  expect(logger.lines).toEqual([]);
});

it("catches up by itself at start", async () => {
  const { store, file } = await seededStore();
  await postAll(
    store,
    Array.from({ length: 600 }, (_, n) => `entry ${n}`),
  );
  const index = await testSearch(file);
  await expect.poll(async () => (await index.find({ text: "entry", limit: 1 })).indexedUpTo).toBe(600);
});

const harms: [string, (file: string) => void][] = [
  ["is missing", (file) => rmSync(file)],
  ["is no database", (file) => writeFileSync(file, "not a database ".repeat(1000))],
  ["is empty", (file) => writeFileSync(file, "")],
  [
    "was written by a newer version",
    (file) => {
      const db = new Database(file);
      db.pragma("user_version = 99");
      db.close();
    },
  ],
  [
    "is of another store",
    (file) => {
      const db = new Database(file);
      db.exec("UPDATE progress SET store_id = 'another'");
      db.close();
    },
  ],
  [
    "is ahead of the store, as after a backup was put back",
    (file) => {
      const db = new Database(file);
      db.exec("UPDATE progress SET global_seq = 1000");
      db.close();
    },
  ],
];

it.each(harms)("an index file that %s is made anew", async (_what, harm) => {
  const { file, index } = await searchOver(["still there"]);
  await index.close();
  harm(searchFileOf(file));
  const logger = keepingLogger();
  const again = await testSearch(file, { logger });
  await again.caughtUp();
  expect((await again.find({ text: "still", limit: 5 })).globalSeqs).toEqual([1]);
  expect(logger.lines).toEqual([madeAnew]);
});

it("an index that turns out to be damaged in the middle is made anew", async () => {
  const texts = Array.from({ length: 3000 }, (_, n) => `word${n} and more of word${n * 7} here`);
  const { store, file, index } = await searchOver(texts);
  await index.close();
  const searchFile = searchFileOf(file);
  const bytes = readFileSync(searchFile);
  bytes.fill("garbage", 4096 * 8);
  writeFileSync(searchFile, bytes);
  const logger = keepingLogger();
  const again = await testSearch(file, { logger });
  await postAll(store, ["after the damage"]);
  await expect
    .poll(async () => {
      await again.caughtUp().catch(() => {});
      return again.find({ text: "word2999", limit: 5 }).then(({ globalSeqs }) => globalSeqs, String);
    })
    .toEqual([3000]);
  expect(logger.lines).toContain(madeAnew);
});

it("the newest message of a removed session does not keep the index behind", async () => {
  const { store, file, index } = await searchOver(["one"]);
  await store.write(async (tx) => {
    await tx.messages.append(message("x"));
    await tx.sessions.remove("s1");
  });
  const db = new Database(file, { readonly: true });
  onTestFinished(() => void db.close());
  await expect.poll(() => db.prepare("SELECT count(*) FROM messages").pluck().get()).toBe(0);
  await index.caughtUp();
  expect((await index.find({ text: "one", limit: 1 })).indexedUpTo).toBe(2);
});

it("a store that begins empty, without any message, can be searched", async () => {
  const { file } = await testStore();
  const index = await testSearch(file);
  await index.caughtUp();
  expect(await index.find({ text: "anything", limit: 5 })).toEqual({
    globalSeqs: [],
    words: ["anything"],
    indexedUpTo: 0,
  });
});

it("a worker that ends by itself is started again, a few times; searches are refused as unavailable", async () => {
  const { file } = await seededStore();
  const program = join(temporaryFolder(), "broken-worker.mjs");
  writeFileSync(program, "process.exit(3);");
  const logger = keepingLogger();
  const index = await testSearch(file, { worker: pathToFileURL(program), logger, restartPauseMs: 1 });
  await expect(index.find({ text: "a", limit: 5 })).rejects.toMatchObject({ code: "unavailable" });
  await expect(index.caughtUp()).rejects.toMatchObject({ code: "unavailable" });
  const gaveUp = "error: The search worker keeps ending; search is off until a restart.";
  await expect.poll(() => logger.lines, { timeout: 15_000 }).toContain(gaveUp);
  expect(logger.lines.filter((line) => line.includes("ended by itself"))).toHaveLength(6);
  index.follow();
});

it("a search that is under way when the worker ends is refused, and the next worker answers", async () => {
  const { file } = await seededStore();
  const folder = temporaryFolder();
  const program = join(folder, "once-broken-worker.mjs");
  const real = new URL("./worker.ts", import.meta.url).href;
  writeFileSync(
    program,
    `import { existsSync, writeFileSync } from "node:fs";
    import { parentPort } from "node:worker_threads";
    const mark = ${JSON.stringify(join(folder, "mark"))};
    if (existsSync(mark)) await import(${JSON.stringify(real)});
    else {
      writeFileSync(mark, "");
      parentPort.postMessage({ type: "ready" });
      parentPort.on("message", () => { throw new Error("broken"); });
    }`,
  );
  const logger = keepingLogger();
  const index = await testSearch(file, { worker: pathToFileURL(program), logger });
  await expect(index.find({ text: "a", limit: 5 })).rejects.toMatchObject({ code: "unavailable" });
  expect(logger.lines).toContain("error: The search worker failed.");
  await expect.poll(() => index.find({ text: "a", limit: 5 }).then(({ globalSeqs }) => globalSeqs, String)).toEqual([]);
});

it("what is asked after closing is refused", async () => {
  const { index } = await searchOver([]);
  await index.close();
  await index.close();
  await expect(index.find({ text: "a", limit: 5 })).rejects.toMatchObject({ code: "unavailable" });
  index.follow();
});
