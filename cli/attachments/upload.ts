import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { attachmentsPath } from "#contract/endpoints.ts";
import { cleanFileName } from "#contract/file-name.ts";
import type { AttachmentAnswer, AttachmentRef } from "#contract/message.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { exchangeBytes, type Way } from "../http/bytes.ts";
import { fileSize } from "./file-size.ts";

const boundaryOf = (key: string) => `----muster-${key.replaceAll("-", "")}`;

const readBody = async function* (path: string, head: string, tail: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>;
  yield Buffer.from(tail);
};

/**
 * Uploads a file; the key makes sure that a repeat gives the same one. Throws `Failure` (invalid) when it can't be read.
 */
export const uploadFile = async (
  way: Way,
  file: { path: string; name?: string },
  key: string,
  signal?: AbortSignal,
): Promise<AttachmentRef> => {
  const size = fileSize(file.path);
  const boundary = boundaryOf(key);
  const name = cleanFileName(file.name ?? basename(file.path));
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
    "content-type: application/octet-stream\r\n\r\n";
  const tail = `\r\n--${boundary}--\r\n`;
  const headers = {
    accept: "application/json",
    "content-type": `multipart/form-data; boundary=${boundary}`,
    "content-length": String(Buffer.byteLength(head) + size + Buffer.byteLength(tail)),
    "idempotency-key": key,
  };
  const body = readBody(file.path, head, tail);
  return exchangeBytes(way, { method: "POST", path: attachmentsPath, headers, body, signal }, async (answer) => {
    const pieces: Buffer[] = [];
    for await (const piece of answer) pieces.push(piece as Buffer);
    return (JSON.parse(Buffer.concat(pieces).toString()) as AttachmentAnswer).attachment;
  }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ERR_HTTP_CONTENT_LENGTH_MISMATCH") throw error;
    throw new Failure(exits.invalid, `${file.path} changed while it was being sent`, { cause: error });
  });
};
