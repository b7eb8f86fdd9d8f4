// Where the "new messages" line stands: above the first message that the person had not seen when they opened the
// discussion, or that came while they looked elsewhere. It stays there until they leave or reply.

export interface UnreadLine {
  /** The message under the line, or null. */
  at: number | null;
  /** The newest message that was seen. */
  seen: number;
}

export const openedAt = (readSeq: number, lastSeq: number): UnreadLine => ({
  at: readSeq > 0 && readSeq < lastSeq ? readSeq + 1 : null,
  seen: Math.min(readSeq, lastSeq),
});

/** The newest messages came into view. */
export const looked = (line: UnreadLine, lastSeq: number): UnreadLine =>
  lastSeq > line.seen ? { ...line, seen: lastSeq } : line;

/** Messages came while nobody looked; `isOwn` says that the first of them is the person's own. */
export const came = (line: UnreadLine, before: number, isOwn: boolean): UnreadLine => {
  if (isOwn) return { ...line, at: null };
  return line.at === null || line.at <= line.seen ? { ...line, at: before + 1 } : line;
};

/** More unread messages than this are not read from the first on: the discussion opens at its end. */
const mostToRead = 200;

/** Which message the discussion opens at, or null for its end. */
export const openingAt = (readSeq: number, lastSeq: number): number | null =>
  readSeq > 0 && readSeq < lastSeq && lastSeq - readSeq <= mostToRead ? readSeq + 1 : null;
