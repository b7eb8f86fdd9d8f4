import type { PostMessageRequest } from "#contract/message.ts";
import type { Way } from "../http/bytes.ts";
import { uploadFile } from "./upload.ts";

/** A file that a message shall take along. */
export interface FileToSend {
  readonly path: string;
  readonly name: string;
}

interface WithFiles {
  readonly key: string;
  readonly body: PostMessageRequest;
  readonly files?: readonly FileToSend[];
}

/**
 * Uploads the files of a post and gives the post that names them. Each upload has a key of its own made of the post's, so that a
 * repeat of the whole gives the same files and the same post.
 */
export const sendFiles = async <D extends WithFiles>(way: Way, delivery: D): Promise<D> => {
  const { files = [], key, body } = delivery;
  const attachments: string[] = [];
  for (const [at, file] of files.entries()) attachments.push((await uploadFile(way, file, `${key}.${at}`)).id);
  return { ...delivery, body: { ...body, attachments } };
};
