import { personAttachmentsPath } from "#contract/endpoints.ts";
import type { AttachmentRef } from "#contract/message.ts";
import { shownTypes } from "#contract/shown-types.ts";

/** Where the bytes of a file are. */
export const addressOf = ({ id }: Pick<AttachmentRef, "id">): string =>
  `${personAttachmentsPath}/${encodeURIComponent(id)}`;

export const isImage = ({ type }: Pick<AttachmentRef, "type">): boolean => shownTypes.includes(type);
