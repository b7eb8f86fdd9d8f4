import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import Database from "better-sqlite3";
import { backupFolder, listBackups } from "./backups.ts";
import type { Db } from "./db.ts";
import { isDamage } from "./failures.ts";
import { schemaVersion } from "./migrations/migrate.ts";

/** Up to this size every index is compared with its table; above, only the pages themselves are checked. */
const FULL_CHECK_BYTES = 64 * 1024 * 1024;

const damaged = (file: string, what: string, cause?: unknown): Error => {
  const copies = listBackups(file);
  const folder = backupFolder(file);
  const found = copies.length > 0 ? `the newest copy there is ${copies.at(-1)}` : "there is no copy there yet";
  return new Error(
    `The database ${file} is damaged (${what}). It was left as it is. Move it away together with its -wal and -shm ` +
      `files, then put a backup in its place as ${basename(file)} and start again; backups are kept in ${folder}, ` +
      `${found}. Without a backup, start again without the file: the hub then begins empty.`,
    { cause },
  );
};

const tooNew = (file: string, version: number, known: number): Error =>
  new Error(
    `The database ${file} was written by a newer Muster (schema version ${version}, this one knows ${known}). ` +
      `It was left as it is. Start the newer Muster, or put an older backup from ${backupFolder(file)} in its place.`,
  );

const check = (db: Db, bytes: number): string => {
  const pragma = bytes <= FULL_CHECK_BYTES ? "integrity_check(3)" : "quick_check(3)";
  const findings = db.pragma(pragma) as Record<string, string>[];
  return findings.flatMap((finding) => Object.values(finding)).join("; ");
};

/**
 * Looks at an existing database without changing it. Throws an error that says what to do when it is damaged or of a
 * schema version after `known`.
 */
export const inspect = (file: string, known: number): void => {
  if (!existsSync(file)) return;
  const bytes = statSync(file).size;
  if (bytes === 0) return;
  let db: Db | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const version = schemaVersion(db);
    if (version > known) throw tooNew(file, version, known);
    const findings = check(db, bytes);
    if (findings !== "ok") throw damaged(file, findings);
  } catch (error) {
    throw isDamage(error) ? damaged(file, String(error), error) : error;
  } finally {
    db?.close();
  }
};
