import { copyFileSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { keyOf, listWaiting } from "../outbox/waiting.ts";
import { fileSize } from "./file-size.ts";
import type { FileToSend } from "./send.ts";

const mostBytes = 200 * 1024 * 1024;
const strayAfterMs = 3_600_000;

const filesFolder = (outbox: string) => join(outbox, "files");

const listFolders = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

const bytesIn = (folder: string): number =>
  listFolders(folder).reduce((sum, name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stats?.isDirectory()) return sum + bytesIn(join(folder, name));
    return sum + (stats?.size ?? 0);
  }, 0);

/** Removes copies whose message no longer waits. Young ones stay: theirs may be about to be kept. */
const removeStrays = (outbox: string, now: number): void => {
  const keys = [...listWaiting(outbox), ...listWaiting(join(outbox, "failed"))].map(keyOf);
  const known = new Set(keys);
  for (const key of listFolders(filesFolder(outbox))) {
    const folder = join(filesFolder(outbox), key);
    const at = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (!known.has(key) && at < now - strayAfterMs) rmSync(folder, { recursive: true, force: true });
  }
};

/** Removes the copies of a message's files, once it was sent. */
export const letGoOfFiles = (outbox: string, key: string): void =>
  rmSync(join(filesFolder(outbox), key), { recursive: true, force: true });

/**
 * Copies the files of a message that has to wait beside the outbox, so that what becomes of the originals does not matter; at
 * most 200 MiB in all. Throws `Failure` when there is no room, with nothing left of it.
 */
export const keepFiles = (
  outbox: string,
  { key, files }: { key: string; files: readonly FileToSend[] },
  now: number,
): FileToSend[] => {
  removeStrays(outbox, now);
  const size = files.reduce((sum, { path }) => sum + fileSize(path), 0);
  if (bytesIn(filesFolder(outbox)) + size > mostBytes) {
    throw new Failure(
      exits.unreachable,
      `The hub can't be reached and ${filesFolder(outbox)} is full (${mostBytes / 1024 / 1024} MiB): this one was not kept`,
    );
  }
  const folder = join(filesFolder(outbox), key);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return files.map(({ path, name }, at) => {
      const copy = join(folder, String(at));
      copyFileSync(path, copy, constants.COPYFILE_FICLONE);
      return { path: copy, name };
    });
  } catch (error) {
    letGoOfFiles(outbox, key);
    throw new Failure(exits.unreachable, `The files could not be kept: ${(error as Error).message}`, { cause: error });
  }
};
