import { useEffect, useState } from "react";
import type { PersonSession } from "#contract/session.ts";
import { discussionOf } from "../../state/discussions.ts";
import { hubStore, markRead } from "../../state/hub.ts";
import { came, looked, openedAt, type UnreadLine } from "./unread-line.ts";

const isOwn = (sessionId: string, seq: number) =>
  discussionOf(sessionId).get(seq)?.from.id === hubStore.getState().person?.id;

interface Watched {
  line: UnreadLine;
  lastSeq: number;
  isLooking: boolean;
}

const next = (sessionId: string, { line, lastSeq: before }: Watched, lastSeq: number, isLooking: boolean): Watched => {
  if (isLooking) return { lastSeq, isLooking, line: looked(line, lastSeq) };
  if (lastSeq <= before) return { lastSeq, isLooking, line };
  return { lastSeq, isLooking, line: came(line, before, isOwn(sessionId, before + 1)) };
};

/** Where the "new messages" line stands; moves the read marker while the newest message is looked at. */
export const useUnreadLine = (session: PersonSession, lastSeq: number, isLooking: boolean) => {
  const { id } = session;
  const [watched, setWatched] = useState<Watched>(() => ({
    line: openedAt(session.readSeq, session.lastSeq),
    lastSeq,
    isLooking: false,
  }));
  if (watched.lastSeq !== lastSeq || watched.isLooking !== isLooking) setWatched(next(id, watched, lastSeq, isLooking));
  useEffect(() => {
    if (isLooking && lastSeq > 0) void markRead(id, lastSeq);
  }, [id, lastSeq, isLooking]);
  const clear = () => setWatched((known) => ({ ...known, line: { ...known.line, at: null } }));
  return { line: watched.line, clear };
};
