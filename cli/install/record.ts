import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { keepFile } from "../config/keep-file.ts";
import { readIfThere, readObject } from "../config/read-file.ts";
import { deleteFile } from "./file-state.ts";
import type { Place } from "./plan.ts";

/** What was done to one file, so that it can be undone. */
export interface FileRecord {
  readonly path: string;
  /** Which installations it is there for, see `ownerOf`. */
  readonly owners: readonly string[];
  /** SHA-256 of the file without Muster's part; null when there was none. */
  readonly before: string | null;
  /** SHA-256 of the file as Muster left it. */
  readonly after: string;
  /** The copy of the file as it was before. */
  readonly backup: string | null;
  /** Folders that were made for it, outermost first. */
  readonly folders: readonly string[];
}

/** One installation: an agent's kind for the user, or for a project's folder. */
export const ownerOf = (kind: string, { scope, folder }: Pick<Place, "scope" | "folder">): string =>
  scope === "user" ? kind : `${kind} ${folder}`;

const pathIn = (client: string) => join(client, "installed.json");

const isRecord = (value: unknown): value is FileRecord => {
  const { path, owners, after, folders } = (value ?? {}) as Partial<FileRecord>;
  return typeof path === "string" && Array.isArray(owners) && typeof after === "string" && Array.isArray(folders);
};

/** What Muster wrote into files of others on this machine. */
export const readRecords = (client: string): readonly FileRecord[] => {
  const found = readObject(readIfThere(pathIn(client)) ?? "")?.files;
  return Array.isArray(found) ? found.filter(isRecord) : [];
};

/** Remembers this and nothing else; copies that nothing needs any more are deleted. */
export const keepRecords = (client: string, files: readonly FileRecord[]): void => {
  const before = readRecords(client);
  if (files.length > 0) keepFile(pathIn(client), `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
  else rmSync(pathIn(client), { force: true });
  const needed = new Set(files.map(({ backup }) => backup));
  for (const { backup } of before) {
    if (backup !== null && !needed.has(backup)) deleteFile(backup, [dirname(backup)]);
  }
};
