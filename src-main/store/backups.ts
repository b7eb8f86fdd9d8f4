import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Clock } from "../core/ports.ts";
import type { Db } from "./db.ts";

/** Where copies of the database are kept: `backups` beside it. */
export const backupFolder = (file: string): string => join(dirname(file), "backups");

/** Names of the copies that are there, newest last. */
export const listBackups = (file: string): string[] => {
  try {
    return readdirSync(backupFolder(file))
      .filter((name) => name.endsWith(extname(file)))
      .toSorted();
  } catch {
    return [];
  }
};

/** Keeps a copy of the open database as it is now and returns its path. */
export const keepCopy = async (db: Db, file: string, version: number, clock: Clock): Promise<string> => {
  const folder = backupFolder(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date(clock()).toISOString().replaceAll(":", "-").replace(".", "-");
  const name = basename(file, extname(file));
  const copy = join(folder, `${time}-${name}-version-${version}${extname(file)}`);
  await db.backup(copy);
  chmodSync(copy, 0o600);
  return copy;
};
