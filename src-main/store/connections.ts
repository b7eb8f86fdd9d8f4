import { closeSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import type { Db } from "./db.ts";

const BUSY_MS = 5000;

/**
 * Checkpoints are the search worker's work. Only when the log has this many pages (256 MiB), because the worker died
 * or can't follow, the writer does them itself, so that the log can't grow for ever.
 */
const LAST_RESORT_PAGES = 65_536;

/** The one connection that writes. A commit is on disk when it returns: `synchronous` is FULL. */
export const openWriter = (file: string): Db => {
  // SQLite gives its -wal and -shm files the mode of the database.
  closeSync(openSync(file, "a", 0o600));
  const db = new Database(file, { timeout: BUSY_MS });
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma(`wal_autocheckpoint = ${LAST_RESORT_PAGES}`);
  return db;
};

/** A connection that can only read, and sees only what is committed. */
export const openReader = (file: string): Db => {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  db.pragma("query_only = ON");
  return db;
};
