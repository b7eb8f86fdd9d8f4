import { problemOf } from "#client/client.ts";
import { UnreachableError } from "#client/errors.ts";
import { personAttachmentsPath } from "#contract/endpoints.ts";
import type { AttachmentAnswer, AttachmentRef } from "#contract/message.ts";
import type { SendOptions } from "./uploads.ts";

const silence = () => new UnreachableError("broken", "The hub gave no answer");

/** Uploads a file by the people's door. Not by `fetch`, which says nothing of its progress. */
export const sendFile = (file: File, { key, onProgress, signal }: SendOptions): Promise<AttachmentRef> =>
  new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", personAttachmentsPath);
    call.setRequestHeader("idempotency-key", key);
    call.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    call.addEventListener("load", () => {
      const { status, responseText: body } = call;
      if (status !== 201) reject(problemOf({ status, body }));
      else resolve((JSON.parse(body) as AttachmentAnswer).attachment);
    });
    call.addEventListener("error", () => reject(silence()));
    call.addEventListener("abort", () => reject(silence()));
    signal.addEventListener("abort", () => call.abort(), { once: true });
    const form = new FormData();
    form.append("file", file, file.name);
    call.send(form);
  });
