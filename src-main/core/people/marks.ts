import type { Changes } from "../changes.ts";
import type { Store } from "../ports.ts";
import type { MarksRecord, PersonRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { sessionOfPerson } from "./access.ts";

/** The marks of a person who never set any on a session. */
export const noMarks: MarksRecord = { readSeq: 0, pinned: false, muted: false, snoozedUntil: null, level: null };

/** Moves the read marker to `seq`; it never goes back. Returns the marks if they changed. */
export const moveReadMarker = async (
  tx: WriteTx,
  personId: string,
  sessionId: string,
  seq: number,
): Promise<MarksRecord | undefined> => {
  const marks = (await tx.people.marks(personId, sessionId)) ?? noMarks;
  if (seq <= marks.readSeq) return undefined;
  const moved = { ...marks, readSeq: seq };
  await tx.people.setMarks(personId, sessionId, moved);
  return moved;
};

export type MarkRead = (
  person: PersonRecord,
  sessionId: string,
  seq: number,
) => Promise<{ readSeq: number; unread: number }>;

export const createMarkRead =
  (parts: { store: Store; changes: Changes }): MarkRead =>
  async (person, sessionId, seq) => {
    const { moved, marks, lastSeq } = await parts.store.write(async (tx) => {
      const { session } = await sessionOfPerson(tx, person, sessionId);
      const changed = await moveReadMarker(tx, person.id, sessionId, Math.min(seq, session.lastSeq));
      return {
        moved: changed,
        marks: changed ?? (await tx.people.marks(person.id, sessionId)) ?? noMarks,
        lastSeq: session.lastSeq,
      };
    });
    if (moved !== undefined) parts.changes.publish({ type: "marks", personId: person.id, sessionId, marks: moved });
    return { readSeq: marks.readSeq, unread: lastSeq - marks.readSeq };
  };
