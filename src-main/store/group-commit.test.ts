import { expect, it } from "vitest";
import type { WriteTx } from "../core/store.ts";
import Database from "better-sqlite3";
import { keepingLogger, message, seededStore, session } from "./testing/store.ts";

const broken = (): Promise<void> => {
  throw new Error("at once");
};

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it("writes of one turn are on disk when their promises resolve, in the order they were asked for", async () => {
  const { store, file } = await seededStore();
  const other = new Database(file, { readonly: true });
  const countOnDisk = other.prepare("SELECT count(*) FROM messages").pluck();
  const resolved: string[] = [];
  const writes = ["x1", "x2", "x3"].map((id) =>
    store
      .write((tx) => tx.messages.append(message(id)))
      .then(({ seq }) => resolved.push(`${id} ${seq} ${countOnDisk.get() as number}`)),
  );
  await Promise.all(writes);
  other.close();
  expect(resolved).toEqual(["x1 1 3", "x2 2 3", "x3 3 3"]);
});

it("a write that throws undoes only its own changes", async () => {
  const { store } = await seededStore();
  const outcomes = await Promise.allSettled([
    store.write((tx) => tx.messages.append(message("x1"))),
    store.write(async (tx) => {
      await tx.messages.append(message("x2"));
      throw new Error("changed my mind");
    }),
    store.write((tx) => tx.messages.append(message("x3"))),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const kept = await store.read.messages.page("s1", { limit: 10 });
  expect(kept.map(({ id, seq }) => [id, seq])).toEqual([
    ["x1", 1],
    ["x3", 2],
  ]);
});

it("a write that throws before it awaits anything rejects like any other", async () => {
  const { store } = await seededStore();
  const [thrown, next] = await Promise.allSettled([
    store.write(broken),
    store.write((tx) => tx.messages.append(message("x1"))),
  ]);
  expect(thrown).toMatchObject({ status: "rejected", reason: { message: "at once" } });
  expect(next).toMatchObject({ status: "fulfilled", value: { seq: 1 } });
});

it("a constraint that a write runs into is its own error, and the next one goes through", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.messages.append(message("x1")));
  const [twin, next] = await Promise.allSettled([
    store.write((tx) => tx.messages.append(message("x1"))),
    store.write((tx) => tx.messages.append(message("x2"))),
  ]);
  expect(twin).toMatchObject({ status: "rejected", reason: { code: "SQLITE_CONSTRAINT_UNIQUE" } });
  expect(next).toMatchObject({ status: "fulfilled", value: { seq: 2 } });
});

it("many who find or make a session of the same title at once get one session", async () => {
  const { store } = await seededStore();
  const open = (id: string) =>
    store.write(async (tx) => {
      const found = await tx.sessions.byTitle("m1", "twin");
      if (found) return found.id;
      await tx.sessions.insert(session({ id, title: "Twin" }));
      return id;
    });
  const ids = await Promise.all(Array.from({ length: 50 }, (_, n) => open(`t${n}`)));
  expect(new Set(ids)).toEqual(new Set(["t0"]));
  const sessions = await store.read.sessions.all();
  expect(sessions.map(({ title }) => title).toSorted()).toEqual(["Refactor auth", "Twin"]);
});

it("a reader never sees what is not committed", async () => {
  const { store } = await seededStore();
  const seenInside: (string | undefined)[] = [];
  await store.write(async (tx) => {
    await tx.messages.append(message("x1"));
    seenInside.push((await tx.messages.byId("x1"))?.id, (await store.read.messages.byId("x1"))?.id);
  });
  expect(seenInside).toEqual(["x1", undefined]);
  expect(await store.read.messages.byId("x1")).toMatchObject({ id: "x1" });
});

it("work that awaits something else than its transaction fails, is undone, and holds nobody up", async () => {
  const { store } = await seededStore();
  let lateError: unknown;
  const [stalled, next] = await Promise.allSettled([
    store.write(async (tx) => {
      await tx.messages.append(message("x1"));
      await nextTurn();
      await nextTurn();
      await tx.messages.append(message("x2")).catch((error: unknown) => {
        lateError = error;
      });
    }),
    store.write((tx) => tx.messages.append(message("x3"))),
  ]);
  expect(stalled).toMatchObject({
    status: "rejected",
    reason: { message: expect.stringContaining("Programming error") },
  });
  expect(next).toMatchObject({ status: "fulfilled", value: { seq: 1 } });
  await expect.poll(() => lateError).toMatchObject({ message: expect.stringContaining("outside of its work") });
  expect((await store.read.messages.page("s1", { limit: 10 })).map(({ id }) => id)).toEqual(["x3"]);
});

it("work that was given up can't write into the work that came after it", async () => {
  const { store } = await seededStore();
  let late: unknown = "nothing yet";
  await Promise.allSettled([
    store.write(async (tx) => {
      await nextTurn();
      late = await tx.messages.append(message("x1")).catch(String);
    }),
    store.write(async (tx) => {
      await tx.messages.append(message("x2"));
      await nextTurn();
    }),
  ]);
  await expect.poll(() => late).toContain("outside of its work");
});

it("a transaction that is kept after its work can't be used", async () => {
  const { store } = await seededStore();
  let kept: WriteTx | undefined;
  await store.write(async (tx) => {
    kept = tx;
  });
  await expect(kept?.messages.append(message("x1"))).rejects.toThrow("Programming error");
  expect(await store.read.messages.byId("x1")).toBeUndefined();
});

it("what was asked for before closing is written, and later writes are refused", async () => {
  const { store, file } = await seededStore();
  const pending = [1, 2, 3].map((n) => store.write((tx) => tx.messages.append(message(`x${n}`))));
  await store.close();
  await expect(store.write((tx) => tx.messages.append(message("late")))).rejects.toMatchObject({ code: "unavailable" });
  await expect(Promise.all(pending)).resolves.toHaveLength(3);
  const db = new Database(file, { readonly: true });
  expect(db.prepare("SELECT count(*) FROM messages").pluck().get()).toBe(3);
  db.close();
});

it("writes that arrive during a commit go into the next transaction and all get through", async () => {
  const { store } = await seededStore();
  const chains = Array.from({ length: 20 }, async (_, chain) => {
    for (let n = 0; n < 10; n += 1) {
      // The next comes when the one before is on disk
      await store.write((tx) => tx.messages.append(message(`x${chain}-${n}`)));
    }
  });
  await Promise.all(chains);
  const page = await store.read.messages.page("s1", { limit: 500 });
  expect(page.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
});

it("logs nothing while all is well", async () => {
  const logger = keepingLogger();
  const { store } = await seededStore({ logger });
  await store.write((tx) => tx.messages.append(message("x1")));
  expect(logger.lines).toEqual([]);
});
