import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { HubError } from "../core/errors.ts";
import { openWriter } from "./connections.ts";
import { groupCommit } from "./group-commit.ts";
import { migrations } from "./migrations/index.ts";
import { migrate } from "./migrations/migrate.ts";
import { keepingLogger, message, seed, temporaryFolder } from "./testing/store.ts";
import { readTx, writeTx } from "./transactions.ts";

/** A store whose disk can be made full and free again. */
const storeOnSmallDisk = async () => {
  const db = openWriter(join(temporaryFolder(), "muster.db"));
  onTestFinished(() => void db.close());
  await migrate(db, migrations, async () => {});
  const logger = keepingLogger();
  const commits = groupCommit(db, writeTx(db), logger);
  const store = { ...commits, read: readTx(db) };
  await seed(store);
  const pages = () => db.pragma("page_count", { simple: true }) as number;
  return {
    store,
    logger,
    fill: () => db.pragma(`max_page_count = ${pages()}`),
    free: () => db.pragma("max_page_count = 1000000"),
  };
};

const long = (id: string) => message(id, { text: "long text ".repeat(2000) });

it("a full disk refuses the whole batch with clear words, keeps nothing of it, and writes go on when there is space", async () => {
  const { store, logger, fill, free } = await storeOnSmallDisk();
  await store.write((tx) => tx.messages.append(message("before")));
  fill();
  const outcomes = await Promise.allSettled([
    store.write((tx) => tx.messages.append(message("short"))),
    store.write((tx) => tx.messages.append(long("long"))),
    store.write((tx) => tx.messages.append(message("after the failure"))),
  ]);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(HubError) });
    expect(outcome).toMatchObject({
      reason: { code: "unavailable", message: expect.stringContaining("no space left") },
    });
  }
  const kept = async () => (await store.read.messages.page("s1", { limit: 10 })).map(({ id, seq }) => `${seq} ${id}`);
  expect(await kept()).toEqual(["1 before"]);

  free();
  await store.write((tx) => tx.messages.append(long("again")));
  expect(await kept()).toEqual(["1 before", "2 again"]);
  expect(logger.lines).toEqual([
    "error: The disk does not take writes; they are refused until it does.",
    "info: The disk takes writes again.",
  ]);
});

it("an error of core that was caused by the full disk still refuses the whole batch", async () => {
  const { store, fill } = await storeOnSmallDisk();
  fill();
  const outcomes = await Promise.allSettled([
    store.write((tx) => tx.messages.append(message("short"))),
    store.write(async (tx) => {
      await tx.messages.append(long("long")).catch((cause: unknown) => {
        throw new HubError("unexpected", "could not add", { cause });
      });
    }),
  ]);
  expect(outcomes).toMatchObject([{ reason: { code: "unavailable" } }, { reason: { code: "unavailable" } }]);
  expect(await store.read.messages.byId("short")).toBeUndefined();
});

it("a database that another program holds for too long is unavailable, not broken", async () => {
  const { store } = await storeOnSmallDisk();
  const outcome = store.write(async () => {
    throw Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" });
  });
  await expect(outcome).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("another program"),
  });
  await expect(store.write((tx) => tx.messages.append(message("next")))).resolves.toMatchObject({ seq: 1 });
});
