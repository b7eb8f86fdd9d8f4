import { hash } from "node:crypto";
import { cleanFileName } from "#contract/file-name.ts";
import { limits } from "#contract/limits.ts";
import { HubError } from "../errors.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import type { BlobDraft, Blobs, Clock, Logger } from "../ports.ts";
import type { AttachmentRecord } from "../records.ts";
import type { FileUser, Store } from "../store.ts";
import { createInTurn, type InTurn } from "./in-turn.ts";

export interface Upload {
  /** As the sender calls it. */
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

export interface AttachmentsService {
  /**
   * Keeps a file; resolves once it is on disk. Throws `too-large`, `unavailable`, or `conflict` when the key was used
   * for another file; nothing is left then.
   */
  upload(by: FileUser, upload: Upload, key?: Pick<Once, "actorId" | "key">): Promise<AttachmentRecord>;
  /** The file, for one who may see its discussion, or who uploaded it and has not used it. Throws `not-found`. */
  find(id: string, user: FileUser): Promise<AttachmentRecord>;
  /** The bytes of a file. Throws `gone` when they are no longer there. */
  read(file: Pick<AttachmentRecord, "sha256">): Promise<AsyncIterable<Uint8Array>>;
  /** Removes those of these bytes that no file has any more. */
  letGo(sha256s: readonly string[]): Promise<void>;
  /** Removes uploads that nobody used in a day, and bytes that no file has. */
  tidy(): Promise<void>;
}

interface Parts {
  store: Store;
  blobs: Blobs;
  writeOnce: WriteOnce;
  newId: NewId;
  clock: Clock;
  logger: Logger;
}

const UNUSED_MS = 24 * 3_600_000;
const REMOVED_AT_ONCE = 200;

const keepFile = async (parts: Parts, by: FileUser, name: string, draft: BlobDraft, once: Once | undefined) => {
  const { sha256, size, type } = draft;
  await draft.keep();
  const { value } = await parts.writeOnce(once, async (tx) => {
    const record: AttachmentRecord = {
      id: parts.newId(),
      name,
      size,
      type,
      sha256,
      machineId: "machineId" in by ? by.machineId : null,
      personId: "personId" in by ? by.personId : null,
      createdAt: parts.clock(),
    };
    await tx.attachments.insert(record);
    return record;
  });
  return value;
};

const removeUnless = async ({ store, blobs }: Parts, sha256: string): Promise<void> => {
  if (!(await store.read.attachments.isUsed(sha256))) await blobs.remove(sha256);
};

/** In turn with everything else that concerns these bytes: they must not go while a file is being made of them. */
const createLetGo =
  (parts: Parts, inTurn: InTurn) =>
  async (sha256s: readonly string[]): Promise<void> => {
    for (const sha256 of new Set(sha256s)) {
      await inTurn(sha256, () => removeUnless(parts, sha256)).catch((error: unknown) =>
        parts.logger.warn({ error: String(error), sha256 }, "could not remove the bytes of a file yet"),
      );
    }
  };

const createUpload =
  (parts: Parts, inTurn: InTurn): AttachmentsService["upload"] =>
  async (by, upload, key) => {
    const name = cleanFileName(upload.name);
    const draft = await parts.blobs.receive(upload.bytes, limits.attachmentBytes);
    const { sha256 } = draft;
    const once = key && { ...key, requestHash: hash("sha256", `attachment\n${name}\n${sha256}`) };
    try {
      return await inTurn(sha256, async () => {
        try {
          return await keepFile(parts, by, name, draft, once);
        } catch (error) {
          await removeUnless(parts, sha256).catch(() => undefined);
          throw error;
        }
      });
    } finally {
      await draft.drop();
    }
  };

/** Files that messages take along: rows in the store, their bytes in `blobs`. */
export const createAttachments = (parts: Parts): AttachmentsService => {
  const { store, blobs, clock } = parts;
  const inTurn = createInTurn();
  const letGo = createLetGo(parts, inTurn);
  return {
    upload: createUpload(parts, inTurn),
    async find(id, user) {
      const found = await store.read.attachments.forUser(id, user);
      if (found === undefined) throw new HubError("not-found", "There is no file with this id here.");
      return found;
    },
    async read({ sha256 }) {
      const bytes = await blobs.read(sha256);
      if (bytes === undefined) throw new HubError("gone", "The hub no longer has the bytes of this file.");
      return bytes;
    },
    letGo,
    async tidy() {
      for (let removed = REMOVED_AT_ONCE; removed === REMOVED_AT_ONCE; ) {
        const sha256s = await store.write((tx) => tx.attachments.removeUnused(clock() - UNUSED_MS, REMOVED_AT_ONCE));
        await letGo(sha256s);
        removed = sha256s.length;
      }
      const strays: string[] = [];
      for await (const sha256 of blobs.list()) if (!(await store.read.attachments.isUsed(sha256))) strays.push(sha256);
      await letGo(strays);
    },
  };
};
