import { HubError } from "../errors.ts";
import type { ApprovalCursor } from "../store-safety.ts";

/** The text of a place in the list of approvals. */
export const cursorOf = ({ createdAt, id }: ApprovalCursor): string =>
  Buffer.from(`${createdAt}:${id}`).toString("base64url");

export const parseCursor = (text: string, path: string): ApprovalCursor => {
  const match = /^(\d{1,16}):([0-9a-f-]{36})$/.exec(Buffer.from(text, "base64url").toString());
  if (match?.[1] !== undefined && match[2] !== undefined) return { createdAt: Number(match[1]), id: match[2] };
  throw new HubError("invalid", "This cursor is not one that the hub gave out.", {
    issues: [{ path, message: "must be a `next` of an earlier answer" }],
  });
};
