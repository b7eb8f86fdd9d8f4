import type { DueReply } from "#contract/reply.ts";
import { saveAttachments } from "../attachments/save.ts";
import type { SavedFile } from "../replies/for-model.ts";
import type { OpenCall } from "./call.ts";

/** The agent waits meanwhile, and gives up on its hook after fifteen seconds. */
const patienceMilliseconds = 8000;

/** Fetches the files of replies, and gives them by reply. One that can't be had in time is named without a place. */
export const fetchFiles = async (
  { target }: OpenCall,
  items: readonly DueReply[],
): Promise<(reply: DueReply) => readonly SavedFile[]> => {
  const signal = AbortSignal.timeout(patienceMilliseconds);
  const saved = await saveAttachments({ target }, items, target.folder, signal).catch(() => undefined);
  return ({ id, attachments }) => {
    const files = new Map((saved?.get(id) ?? []).map((file) => [file.id, file.path]));
    return attachments.map((file) => ({ name: file.name, path: files.get(file.id) ?? "(could not be fetched)" }));
  };
};
