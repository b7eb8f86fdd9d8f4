import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { attachmentsPath } from "#contract/endpoints.ts";
import { cleanFileName } from "#contract/file-name.ts";
import { limits } from "#contract/limits.ts";
import type { AttachmentRef } from "#contract/message.ts";
import type { DueReply } from "#contract/reply.ts";
import { exchangeBytes, type Way } from "../http/bytes.ts";

/** A file of a reply on this machine; without `path` it could not be fetched, and `problem` says why. */
export interface SavedAttachment extends AttachmentRef {
  readonly path: string | null;
  readonly problem?: string;
}

const keptMs = 30 * 24 * 3_600_000;

const removeOld = (folder: string, now: number): void => {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const at = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (at < now - keptMs) rmSync(join(folder, name), { recursive: true, force: true });
  }
};

/** Writes what comes to `draft`; throws when it is not the bytes that were announced. */
const receive = async (answer: IncomingMessage, draft: string, { size, sha256 }: AttachmentRef): Promise<void> => {
  const hash = createHash("sha256");
  let got = 0;
  const handle = await open(draft, "wx", 0o600);
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      got += piece.length;
      if (got > Math.min(size, limits.attachmentBytes)) throw new Error("it is longer than announced");
      hash.update(piece);
      await handle.appendFile(piece);
    }
  } finally {
    await handle.close();
  }
  if (got !== size || hash.digest("hex") !== sha256) throw new Error("its bytes are not those that were announced");
};

const fetchFile = async (way: Way, file: AttachmentRef, path: string, signal?: AbortSignal): Promise<void> => {
  if (statSync(path, { throwIfNoEntry: false })?.size === file.size) return;
  const draft = `${path}.${process.pid}.part`;
  try {
    rmSync(draft, { force: true });
    const from = `${attachmentsPath}/${encodeURIComponent(file.id)}`;
    await exchangeBytes(way, { method: "GET", path: from, signal }, (answer) => receive(answer, draft, file));
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};

/** Names for the files of one reply, each its own also where case does not count. */
const namesFor = (files: readonly AttachmentRef[]): string[] => {
  const taken = new Set<string>();
  return files.map(({ name }) => {
    const clean = cleanFileName(name);
    const dot = clean.lastIndexOf(".") > 0 ? clean.lastIndexOf(".") : clean.length;
    let own = clean;
    for (let n = 2; taken.has(own.toLowerCase()); n += 1) own = `${clean.slice(0, dot)} (${n})${clean.slice(dot)}`;
    taken.add(own.toLowerCase());
    return own;
  });
};

// An id of the hub becomes the name of a folder: nothing but what ids are made of.
const folderName = (id: string) => id.replace(/[^\w-]/g, "_").slice(0, 64) || "_";

/**
 * Fetches the files of replies into `<folder>/attachments/<reply id>/<name>`, readable by this user alone, and gives them by
 * reply id, in order. A file that can't be fetched is given without a path: the reply is worth having all the same. Those of more
 * than thirty days ago are removed. `folder` is the client folder.
 */
export const saveAttachments = async (
  hub: { readonly target: Way },
  items: readonly Pick<DueReply, "id" | "attachments">[],
  folder: string,
  signal?: AbortSignal,
): Promise<Map<string, SavedAttachment[]>> => {
  const saved = new Map<string, SavedAttachment[]>();
  const withFiles = items.filter(({ attachments }) => attachments.length > 0);
  if (withFiles.length === 0) return saved;
  const home = join(folder, "attachments");
  removeOld(home, Date.now());
  for (const { id, attachments } of withFiles) {
    const own = join(home, folderName(id));
    const names = namesFor(attachments);
    const files: SavedAttachment[] = [];
    for (const [at, file] of attachments.entries()) {
      const path = join(own, names[at] as string);
      try {
        mkdirSync(own, { recursive: true, mode: 0o700 });
        await fetchFile(hub.target, file, path, signal);
        files.push({ ...file, path });
      } catch (error) {
        if (signal?.aborted) throw error;
        files.push({ ...file, path: null, problem: error instanceof Error ? error.message : String(error) });
      }
    }
    saved.set(id, files);
  }
  return saved;
};
