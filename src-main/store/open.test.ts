import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrations } from "./migrations/index.ts";
import { openStore } from "./open.ts";
import { message, session, seed, seededStore, temporaryFolder, testStore } from "./testing/store.ts";

const clock = () => Date.parse("2026-11-20T10:00:00.000Z");
const hashOf = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** A closed database with rows in it. */
const closedDatabase = async (messages = 50): Promise<string> => {
  const file = join(temporaryFolder(), "muster.db");
  const store = await openStore({ file, clock });
  await seed(store);
  for (let n = 0; n < messages; n += 1) void store.write((tx) => tx.messages.append(message(`x${n}`)));
  await store.close();
  return file;
};

const overwrite = (file: string, at: number, bytes: string) => {
  const handle = openSync(file, "r+");
  writeSync(handle, bytes, at);
  closeSync(handle);
};

const overwriteMiddle = (file: string) =>
  overwrite(file, Math.floor(statSync(file).size / 2 / 4096) * 4096, "garbage ".repeat(500));

it("what was written is there after closing and opening again", async () => {
  const { store } = await testStore({ file: await closedDatabase() });
  expect(await store.read.sessions.byId("s1")).toMatchObject({ lastSeq: 50 });
  expect(await store.read.messages.newestId()).toBe("x9");
});

it("an empty file is as good as none", async () => {
  const file = join(temporaryFolder(), "muster.db");
  writeFileSync(file, "");
  const { store } = await testStore({ file });
  expect(await store.read.sessions.all()).toEqual([]);
});

it("a database of a newer version is refused and left untouched", async () => {
  const file = await closedDatabase();
  const db = new Database(file);
  db.pragma("user_version = 99");
  db.close();
  const before = hashOf(file);
  await expect(openStore({ file, clock })).rejects.toThrow(/newer Muster \(schema version 99, this one knows \d+\)/);
  expect(hashOf(file)).toBe(before);
  expect(existsSync(join(dirname(file), "backups"))).toBe(false);
});

it("a newer version that is only in the write-ahead log is seen, and the log is left untouched", async () => {
  const file = await closedDatabase();
  const crashed = join(temporaryFolder(), "muster.db");
  const db = new Database(file);
  db.pragma("user_version = 99");
  for (const suffix of ["", "-wal"]) copyFileSync(file + suffix, crashed + suffix);
  db.close();
  const before = [hashOf(crashed), hashOf(`${crashed}-wal`)];
  await expect(openStore({ file: crashed, clock })).rejects.toThrow("newer Muster");
  expect([hashOf(crashed), hashOf(`${crashed}-wal`)]).toEqual(before);
});

it("a file that is no database is refused with what to do", async () => {
  const file = join(temporaryFolder(), "muster.db");
  writeFileSync(file, "this is a shopping list, not a database\n".repeat(200));
  const before = hashOf(file);
  const words = new RegExp(`${file} is damaged .*Move it away.*backups are kept in ${join(dirname(file), "backups")}`);
  await expect(openStore({ file, clock })).rejects.toThrow(words);
  expect(hashOf(file)).toBe(before);
});

it.each([
  ["overwritten in the middle", (file: string) => overwriteMiddle(file)],
  ["cut off", (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)],
  ["overwritten at the start", (file: string) => overwrite(file, 0, "garbage ".repeat(20))],
])("a database that was %s is refused and left as it is", async (_how, damage) => {
  const file = await closedDatabase(500);
  damage(file);
  const before = hashOf(file);
  await expect(openStore({ file, clock })).rejects.toThrow("is damaged");
  expect(hashOf(file)).toBe(before);
});

it("an index that does not fit its table is found", async () => {
  const file = await closedDatabase();
  const db = new Database(file);
  db.unsafeMode(true);
  db.pragma("writable_schema = ON");
  const where = "FROM sqlite_schema WHERE name = 'discussions_activity'";
  const index = db.prepare(`SELECT type, name, tbl_name, rootpage, sql ${where}`).raw().get() as unknown[];
  db.exec(`DELETE ${where}`);
  db.pragma("writable_schema = RESET");
  db.exec("UPDATE discussions SET updated_at = 1");
  db.pragma("writable_schema = ON");
  db.prepare("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)").run(...index);
  db.close();
  await expect(openStore({ file, clock })).rejects.toThrow("missing from index discussions_activity");
});

it("a damaged database's refusal names the newest backup", async () => {
  const file = await closedDatabase(500);
  const backups = join(dirname(file), "backups");
  const two = { version: migrations.length + 1, up: (db: Database.Database) => void db.exec("CREATE TABLE more (x)") };
  const steps = [...migrations, two];
  await (await openStore({ file, clock, migrations: steps })).close();
  const [copy] = readdirSync(backups);
  overwriteMiddle(file);
  await expect(openStore({ file, clock, migrations: steps })).rejects.toThrow(`the newest copy there is ${copy}`);
});

it("after a kill in the middle of everything the database opens with what was committed", async () => {
  const { store, file } = await seededStore();
  await store.write((tx) => tx.messages.append(message("x1")));
  const crashed = join(temporaryFolder(), "muster.db");
  for (const suffix of ["", "-wal"]) copyFileSync(file + suffix, crashed + suffix);
  const { store: again } = await testStore({ file: crashed });
  expect(await again.read.messages.byId("x1")).toMatchObject({ seq: 1 });
});

it("foreign keys hold: a session of no machine is refused", async () => {
  const { store } = await seededStore();
  const orphan = store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Other", machineId: "nobody" })));
  await expect(orphan).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_FOREIGNKEY" });
});
