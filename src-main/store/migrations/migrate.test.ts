import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { openStore } from "../open.ts";
import { keepingLogger, seed, temporaryFolder, testStore } from "../testing/store.ts";
import { migrations } from "./index.ts";
import type { Migration } from "./migration.ts";

// Windows has no such permissions.
const forOthers = process.platform === "win32" ? 0o066 : 0;

const clock = () => Date.parse("2026-11-20T10:00:00.000Z");

/** A step after the last real one, for tests of the runner. */
const nextStep = (up: Migration["up"]): readonly Migration[] => [
  ...migrations,
  { version: (migrations.at(-1)?.version ?? 0) + 1, up },
];

const seededFile = async (): Promise<string> => {
  const file = join(temporaryFolder(), "muster.db");
  const store = await openStore({ file, clock });
  await seed(store);
  await store.close();
  return file;
};

const versionOf = (file: string) => {
  const db = new Database(file, { readonly: true });
  const version = db.pragma("user_version", { simple: true });
  db.close();
  return version;
};

it("steps are numbered 1, 2, 3 …", () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

it("a new database gets all steps and no backup", async () => {
  const { file, store } = await testStore();
  await store.close();
  expect(versionOf(file)).toBe(migrations.length);
  expect(readdirSync(dirname(file))).not.toContain("backups");
});

it("before a step changes a database with rows, a copy of it is kept that can be opened", async () => {
  const file = await seededFile();
  const logger = keepingLogger();
  const store = await openStore({
    file,
    clock,
    logger,
    migrations: nextStep((db) => void db.exec("DELETE FROM agents WHERE 0")),
  });
  await store.close();
  expect(versionOf(file)).toBe(migrations.length + 1);

  const backups = join(dirname(file), "backups");
  const copies = readdirSync(backups);
  expect(copies).toEqual([`2026-11-20T10-00-00-000Z-muster-version-${migrations.length}.db`]);
  const copy = join(backups, copies[0] ?? "");
  expect(statSync(copy).mode & 0o077).toBe(forOthers);
  const { store: old } = await testStore({ file: copy });
  expect(await old.read.sessions.byId("s1")).toMatchObject({ title: "Refactor auth" });
  expect(logger.lines).toEqual(["info: Kept a copy of the database before changing its schema."]);
});

it("a step that fails leaves the database at the version before it", async () => {
  const file = await seededFile();
  const failing = nextStep((db) => {
    db.exec("UPDATE discussions SET title = 'changed'");
    throw new Error("does not work");
  });
  await expect(openStore({ file, clock, migrations: failing })).rejects.toThrow("does not work");
  const { store } = await testStore({ file });
  expect(await store.read.sessions.byId("s1")).toMatchObject({ title: "Refactor auth" });
  expect(versionOf(file)).toBe(migrations.length);
});

it("a step may rebuild a table that others point at, and may not leave rows without their parent", async () => {
  const file = await seededFile();
  const rebuild = nextStep((db) => {
    db.exec(`CREATE TABLE new_people (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, sees TEXT NOT NULL,
        created_at INTEGER, last_seen_at INTEGER, revoked_at INTEGER) STRICT;
      INSERT INTO new_people SELECT id, name, role, sees, created_at, last_seen_at, revoked_at FROM people;
      DROP TABLE people;
      ALTER TABLE new_people RENAME TO people;`);
  });
  const store = await openStore({ file, clock, migrations: rebuild });
  expect(await store.read.people.owner()).toMatchObject({ name: "Ada" });
  await store.close();

  const orphaning = [
    ...rebuild,
    { version: migrations.length + 2, up: (db: Database.Database) => void db.exec("DELETE FROM agents") },
  ];
  await expect(openStore({ file, clock, migrations: orphaning })).rejects.toThrow(
    "rows without their parent in discussions",
  );
});
