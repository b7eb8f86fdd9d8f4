import type { AttachmentAnswer, AttachmentRef } from "#contract/message.ts";
import type { Send } from "./test-hub.ts";

const BOUNDARY = "----muster-test";

export interface Form {
  headers: Record<string, string>;
  body: Buffer;
}

/** A multipart body with one file. */
export const formOf = (name: string, bytes: string | Uint8Array, field = "file"): Form => ({
  headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
  body: Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n` +
        "content-type: text/html\r\n\r\n",
    ),
    Buffer.from(bytes as Uint8Array),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]),
});

/** Uploads a file at `path`; throws when the hub does not take it. */
export const uploadTo = async (
  send: Send,
  path: string,
  name: string,
  bytes: string | Uint8Array,
): Promise<AttachmentRef> => {
  const answer = await send("POST", path, formOf(name, bytes));
  if (answer.statusCode !== 201) throw new Error(`an upload was answered with ${answer.statusCode}: ${answer.body}`);
  return answer.json<AttachmentAnswer>().attachment;
};

/** The smallest PNG: one transparent pixel. */
export const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
