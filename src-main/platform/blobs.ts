import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { HubError } from "../core/errors.ts";
import type { BlobDraft, Blobs } from "../core/ports.ts";
import { syncFolder } from "./atomic-file.ts";
import { createTextCheck, mediaTypeOf } from "./media-type.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "there is no space left on the hub's disk",
  EDQUOT: "the hub's share of its disk is used up",
  EROFS: "the hub's disk can't be written to",
  EACCES: "the hub may not write there",
  EMFILE: "the hub has too many files open",
  ENFILE: "the hub's computer has too many files open",
};

const unavailable = (error: unknown): HubError => {
  const { code = "" } = error as NodeJS.ErrnoException;
  const why = reasons[code] ?? "the hub's disk reports an error";
  return new HubError("unavailable", `The file was not stored: ${why}. Try again later.`, { cause: error });
};

/** What a call to the disk gives; its failures as the caller may see them. */
const onDisk = <T>(call: Promise<T>): Promise<T> =>
  call.catch((error: unknown) => {
    throw unavailable(error);
  });

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MiB`;

/** Writes the source to the open file and says what it was. */
const write = async (handle: FileHandle, source: AsyncIterable<Uint8Array>, mostBytes: number) => {
  const hash = createHash("sha256");
  const text = createTextCheck();
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > mostBytes) {
      throw new HubError("too-large", `The file is over the limit of ${megabytes(mostBytes)}. Send a smaller one.`);
    }
    hash.update(piece);
    text.push(piece);
    await onDisk(handle.appendFile(piece));
  }
  await onDisk(handle.sync());
  return { sha256: hash.digest("hex"), size, isText: text.end() };
};

const writeAndClose = async (...given: Parameters<typeof write>) => {
  try {
    return await write(...given);
  } finally {
    await given[0].close();
  }
};

interface Places {
  drafts: string;
  folderOf(sha256: string): string;
  pathOf(sha256: string): string;
}

const placesIn = (folder: string): Places => {
  const folderOf = (sha256: string) => join(folder, sha256.slice(0, 2));
  return { drafts: join(folder, "drafts"), folderOf, pathOf: (sha256) => join(folderOf(sha256), sha256) };
};

const receive = async (places: Places, source: AsyncIterable<Uint8Array>, mostBytes: number): Promise<BlobDraft> => {
  const path = join(places.drafts, randomBytes(12).toString("hex"));
  const drop = () => onDisk(rm(path, { force: true }));
  const handle = await onDisk(open(path, "wx", 0o600));
  try {
    const { isText, ...written } = await writeAndClose(handle, source, mostBytes);
    const type = await onDisk(mediaTypeOf(path, isText));
    const target = places.pathOf(written.sha256);
    const keep = async () => {
      const known = await stat(target).catch(() => undefined);
      if (known?.size === written.size) return;
      const folder = places.folderOf(written.sha256);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(path, target);
      await syncFolder(folder);
    };
    return { ...written, type, drop, keep: () => onDisk(keep()) };
  } catch (error) {
    await drop().catch(() => undefined);
    throw error;
  }
};

const openToRead = async (path: string): Promise<AsyncIterable<Uint8Array> | undefined> => {
  const handle = await open(path, "r").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw unavailable(error);
  });
  return handle && createReadStream("", { fd: handle, highWaterMark: 256 * 1024 });
};

const listAll = async function* (folder: string): AsyncGenerator<string> {
  for (const inner of await onDisk(readdir(folder))) {
    if (!/^[\da-f]{2}$/.test(inner)) continue;
    for (const name of await onDisk(readdir(join(folder, inner)))) if (/^[\da-f]{64}$/.test(name)) yield name;
  }
};

/**
 * Opens the folder that keeps files by the SHA-256 of their bytes, making it when it is not there; what an earlier run
 * left half-received goes. Only one process may use it.
 */
export const openBlobs = async (folder: string): Promise<Blobs> => {
  const places = placesIn(folder);
  await rm(places.drafts, { recursive: true, force: true });
  await mkdir(places.drafts, { recursive: true, mode: 0o700 });
  return {
    receive: (source, mostBytes) => receive(places, source, mostBytes),
    read: (sha256) => openToRead(places.pathOf(sha256)),
    remove: (sha256) => onDisk(rm(places.pathOf(sha256), { force: true })),
    list: () => listAll(folder),
  };
};
