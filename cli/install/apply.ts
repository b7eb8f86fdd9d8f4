import { basename, join } from "node:path";
import type { Change } from "./change.ts";
import { deleteFile, hashOf, writeBytes } from "./file-state.ts";
import { changes } from "./prepare.ts";
import type { FileRecord } from "./record.ts";

const keepBackup = (client: string, path: string, bytes: Buffer): string => {
  const backup = join(client, "backups", `${hashOf(bytes).slice(0, 16)}-${basename(path)}`);
  writeBytes(backup, bytes, 0o600);
  return backup;
};

/** Writes what Muster puts into one file, and gives what to remember of it. */
export const applyAdding = (
  client: string,
  change: Change,
  { owners, record }: { owners: readonly string[]; record: FileRecord | undefined },
): FileRecord => {
  const { path, base, to, mode } = change;
  if (!to) throw new Error(`nothing to write into ${path}`);
  const backup = base ? keepBackup(client, path, base) : null;
  const folders = changes(change) ? writeBytes(path, to, mode) : [];
  return {
    path,
    owners: [...new Set([...(record?.owners ?? []), ...owners])],
    before: base ? hashOf(base) : null,
    after: hashOf(to),
    backup,
    folders: folders.length > 0 ? folders : (record?.folders ?? []),
  };
};

/** Takes Muster out of one file. */
export const applyRemoving = (change: Change, record: FileRecord | undefined): void => {
  if (change.to) writeBytes(change.path, change.to);
  else deleteFile(change.path, record?.folders ?? []);
};
