import type { AttachmentRef } from "#contract/message.ts";
import { HubError } from "../errors.ts";
import type { AttachmentRecord, MessageRecord } from "../records.ts";
import type { FileUser, WriteTx } from "../store.ts";

const isBy = (file: AttachmentRecord, user: FileUser): boolean =>
  "machineId" in user ? file.machineId === user.machineId : file.personId === user.personId;

const refOf = ({ id, name, size, type, sha256 }: AttachmentRecord): AttachmentRef => ({ id, name, size, type, sha256 });

/**
 * The files that a message of this author takes along, in the order asked for; `bindFiles` once the message is there.
 * Throws `invalid` for what the author did not upload: nothing says whether others did.
 */
export const filesToTake = async (
  tx: WriteTx,
  ids: readonly string[] | undefined,
  author: FileUser,
): Promise<AttachmentRef[]> => {
  if (ids === undefined || ids.length === 0) return [];
  const known = new Map((await tx.attachments.byIds(ids)).map((file) => [file.id, file]));
  const issues = ids.flatMap((id, at) => {
    const file = known.get(id);
    const isOwn = file !== undefined && isBy(file, author);
    return isOwn ? [] : [{ path: `attachments[${at}]`, message: "must be the id of a file that you uploaded" }];
  });
  if (issues.length > 0) {
    throw new HubError("invalid", "`attachments` names a file that is not there, or no longer. Upload it again.", {
      issues,
    });
  }
  return Array.from(new Set(ids), (id) => refOf(known.get(id) as AttachmentRecord));
};

/** Binds the files of a message that was just added to it. */
export const bindFiles = async (tx: WriteTx, { id, attachments }: MessageRecord): Promise<void> => {
  if (attachments.length === 0) return;
  const ids = attachments.map((file) => file.id);
  await tx.attachments.bind(id, ids);
};
