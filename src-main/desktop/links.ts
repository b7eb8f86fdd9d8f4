import type { DesktopPlace } from "#contract/desktop.ts";

/** The scheme of links into the app. */
export const linkScheme = "muster";

const mostCharacters = 300;
const sessionPattern = /^session\/([A-Za-z0-9_-]{1,64})(?:@(\d{1,15}))?$/;

/**
 * Where a link leads: `muster://session/<id>`, with `@<number>` at that message, or `muster://settings`. Null for any
 * other: it opens the window and nothing else. Anyone can write such a link, so that it only ever shows something.
 */
export const parseLink = (link: string): DesktopPlace | null => {
  if (link.length > mostCharacters) return null;
  const path = /^muster:\/\/([^?#]*)/i.exec(link)?.[1]?.replace(/\/$/, "") ?? "";
  if (path.toLowerCase() === "settings") return { to: "settings" };
  const [, sessionId, seq] = sessionPattern.exec(path.replace(/^session\//i, "session/")) ?? [];
  if (sessionId === undefined) return null;
  return { to: "session", sessionId, messageSeq: seq === undefined ? null : Number(seq) };
};
