import { closeSync, openSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import type { Db } from "../db.ts";

/** Goes up with any change to the tables or the tokenizer; a file of another version is made anew. */
const VERSION = 1;

// Contentless: the texts stay in the store. `scope` holds one token that names the discussion. Marks (Mn, Mc) belong
// to the words of many scripts; accents of Latin letters are dropped all the same.
const sql = /* sql */ `
CREATE VIRTUAL TABLE entries USING fts5(
  text, scope, content = '', contentless_delete = 1, detail = full,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
CREATE TABLE progress (
  store_id TEXT NOT NULL,
  global_seq INTEGER NOT NULL,
  removed_key INTEGER NOT NULL
) STRICT;
`;

export interface Progress {
  storeId: string;
  /** Number of the last message that was taken in. */
  globalSeq: number;
  /** Number of the last removed discussion that was forgotten. */
  removedKey: number;
}

export const readProgress = (db: Db): Progress | undefined =>
  db
    .prepare<[], Progress>(
      "SELECT store_id AS storeId, global_seq AS globalSeq, removed_key AS removedKey FROM progress",
    )
    .get();

const open = (file: string): Db => {
  closeSync(openSync(file, "a", 0o600));
  const db = new Database(file, { timeout: 5000 });
  try {
    db.pragma("journal_mode = WAL");
    // Safe against a crash of the hub; after a power cut at worst the index is behind or is made anew.
    db.pragma("synchronous = NORMAL");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

const isUsable = (db: Db, storeId: string, newestSeq: number): boolean => {
  if (db.pragma("user_version", { simple: true }) !== VERSION) return false;
  const progress = readProgress(db);
  // An index that is ahead of the store was made before an older backup was put in the store's place.
  return progress?.storeId === storeId && progress.globalSeq <= newestSeq;
};

export const removeSearchFile = (file: string): void => {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
};

const make = (file: string, storeId: string): Db => {
  removeSearchFile(file);
  const db = open(file);
  db.transaction(() => {
    db.exec(sql);
    db.prepare("INSERT INTO progress (store_id, global_seq, removed_key) VALUES (?, 0, 0)").run(storeId);
    db.pragma(`user_version = ${VERSION}`);
  })();
  return db;
};

const openUsable = (file: string, storeId: string, newestSeq: number): Db | undefined => {
  let db: Db | undefined;
  try {
    db = open(file);
    if (isUsable(db, storeId, newestSeq)) return db;
  } catch {
    // Damaged: the index holds nothing that the store has not.
  }
  db?.close();
  return undefined;
};

/** Opens the index; one that is missing, damaged, of another version or of another store is begun anew. */
export const openSearchFile = (file: string, store: { id: string; newestSeq: number }): { db: Db; isNew: boolean } => {
  const found = openUsable(file, store.id, store.newestSeq);
  return found ? { db: found, isNew: false } : { db: make(file, store.id), isNew: true };
};
