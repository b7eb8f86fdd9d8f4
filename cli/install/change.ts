import { readFileSync } from "node:fs";
import { decode, hashOf, readBytes } from "./file-state.ts";
import type { FilePlan } from "./plan.ts";
import type { FileRecord } from "./record.ts";

/** What an installation or its undoing will do to a file. */
export interface Change {
  readonly path: string;
  readonly holds: string;
  /** The file as it is; undefined when there is none. */
  readonly from: Buffer | undefined;
  /** The file as it will be; undefined when it goes. */
  readonly to: Buffer | undefined;
  /** Without Muster's part. */
  readonly base: Buffer | undefined;
  readonly mode?: number | undefined;
  /** Something that the person should know of it. */
  readonly remark?: string | undefined;
}

/** A file that is left alone, and what to do about it. */
export interface Problem {
  readonly path: string;
  readonly holds: string;
  readonly why: string;
  readonly byHand: string;
}

const isAsLeft = (record: FileRecord | undefined, bytes: Buffer | undefined): record is FileRecord =>
  record !== undefined && bytes !== undefined && hashOf(bytes) === record.after;

const readBackup = ({ backup, before }: FileRecord): Buffer | undefined => {
  if (backup === null) return undefined;
  try {
    const bytes = readFileSync(backup);
    return hashOf(bytes) === before ? bytes : undefined;
  } catch {
    return undefined;
  }
};

/** The file as it was before Muster, where that is known for sure; null: there was none. */
const original = (record: FileRecord | undefined, bytes: Buffer | undefined): Buffer | null | undefined => {
  if (!isAsLeft(record, bytes)) return undefined;
  return record.before === null ? null : readBackup(record);
};

const toBytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text));

/** What puts Muster into a file. Throws `Unreadable` when that can't be done. */
export const changeToAdd = ({ path, holds, form, mode }: FilePlan, record: FileRecord | undefined): Change => {
  const from = readBytes(path);
  const known = original(record, from);
  const base = known === undefined ? from && toBytes(form.remove(decode(from))) : (known ?? undefined);
  // A file that holds nothing but Muster's part was made by Muster; an empty one of somebody else stays theirs.
  const to = Buffer.from(form.add(base && decode(base)));
  return { path, holds, from, to, base, mode };
};

const changedSince = "it was changed since it was installed: only Muster's part is taken out";

/** What takes Muster out of a file, undefined when it is not in it. Throws `Unreadable` when that can't be done. */
export const changeToRemove = ({ path, holds, form }: FilePlan, record: FileRecord | undefined): Change | undefined => {
  const from = readBytes(path);
  if (!from) return undefined;
  const known = original(record, from);
  if (known !== undefined) return { path, holds, from, to: known ?? undefined, base: known ?? undefined };
  const text = decode(from);
  const rest = form.remove(text);
  if (rest === text) return undefined;
  // Nothing of anybody is left in it: if it was there before Muster, it is as empty as it was then.
  const to = rest === undefined ? record && readBackup(record) : Buffer.from(rest);
  return { path, holds, from, to, base: to, remark: record ? changedSince : undefined };
};
