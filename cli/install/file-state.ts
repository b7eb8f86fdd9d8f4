import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { Unreadable } from "./plan.ts";

/** The SHA-256 of a file's bytes, in hexadecimal. */
export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const isAbsent = (error: unknown) => ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

/** A file's bytes, undefined when there is none. Throws `Unreadable` for anything that can't be read as a file. */
export const readBytes = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw new Unreadable(String((error as NodeJS.ErrnoException).code));
  }
};

/** The text of UTF-8 bytes. Throws `Unreadable` for others, since they could not be written back as they were. */
export const decode = (bytes: Buffer): string => {
  const text = bytes.toString("utf8");
  if (!Buffer.from(text, "utf8").equals(bytes)) throw new Unreadable("it is not UTF-8");
  return text;
};

/** Makes a folder with all above it, and gives those that were not there, outermost first. */
const makeFolder = (folder: string): readonly string[] => {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return [];
  const made: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    made.unshift(at);
    if (at === first || at === dirname(at)) return made;
  }
};

/** Writes all of a file or changes nothing; one that exists keeps its owner and permissions, a link stays one. Gives the folders made for it. Throws `Failure` (invalid). */
export const writeBytes = (path: string, bytes: Uint8Array, mode?: number): readonly string[] => {
  try {
    const made = makeFolder(dirname(path));
    const exists = statSync(path, { throwIfNoEntry: false }) !== undefined;
    writeFileAtomic.sync(path, Buffer.from(bytes), exists ? {} : { mode: mode ?? 0o644 });
    if (mode !== undefined && !exists) chmodSync(path, mode);
    return made;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(exits.invalid, `${path} can't be written: ${code ?? message}`, { cause: error });
  }
};

/** Deletes a file, and of these folders those that are empty then. */
export const deleteFile = (path: string, folders: readonly string[] = []): void => {
  rmSync(path, { force: true });
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return; // Someone else has something in it.
    }
  }
};
