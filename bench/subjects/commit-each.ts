import { join } from "node:path";
import type { Store, WriteTx } from "../../src-main/core/store.ts";
import { batchRunner } from "../../src-main/store/batch.ts";
import { openWriter } from "../../src-main/store/connections.ts";
import { openStore } from "../../src-main/store/open.ts";
import { rememberingSessions } from "../../src-main/store/remembered-sessions.ts";
import { openSearch } from "../../src-main/store/search/index.ts";
import { writeTx } from "../../src-main/store/transactions.ts";
import { serveAssembled } from "./assembled.ts";

// The hub with one commit, and so one sync of the disk, for each request. Its only argument is the data folder.

const home = process.argv[2];
if (home === undefined) throw new Error("the data folder is missing");
const storeFile = join(home, "muster.db");
const store = await openStore({ file: storeFile, clock: Date.now });
const writer = openWriter(storeFile);
const { tx, forget } = rememberingSessions(writeTx(writer));
const run = batchRunner(writer, tx, forget);
let last: Promise<unknown> = Promise.resolve();

const commitEach: Store = {
  read: store.read,
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T> {
    const done = last.then(async () => {
      const [outcome] = await run([work]);
      if (outcome?.ok !== true) throw outcome?.error;
      return outcome.value as T;
    });
    last = done.catch(() => {});
    return done;
  },
  async close() {
    await last;
    writer.close();
    await store.close();
  },
};
await serveAssembled(commitEach, await openSearch({ storeFile, searchFile: join(home, "search.db") }));
