import { HubError } from "../errors.ts";
import type { SessionCursor } from "../store.ts";

const bad = (path: string) =>
  new HubError("invalid", "This cursor is not one that the hub gave out.", {
    issues: [{ path, message: "must be a `next` of an earlier answer" }],
  });

/** The text of a place in the list of sessions. */
export const cursorOf = (session: SessionCursor): string =>
  Buffer.from(`${session.updatedAt}:${session.id}`).toString("base64url");

export const parseSessionCursor = (text: string, path: string): SessionCursor => {
  const match = /^(\d{1,16}):([0-9a-f-]{36})$/.exec(Buffer.from(text, "base64url").toString());
  if (match?.[1] === undefined || match[2] === undefined) throw bad(path);
  return { updatedAt: Number(match[1]), id: match[2] };
};

/** Parses a cursor that is a whole number: a message's place. */
export const parseSeqCursor = (text: string, path: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw bad(path);
  return Number(text);
};
