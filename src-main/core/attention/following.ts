import type { Change } from "../changes.ts";
import { consider, type ConsiderParts } from "./consider.ts";
import { release } from "./due.ts";
import { escalateAt } from "./escalate.ts";
import { happeningOf, idOfApproval, idOfQuestion, type Occurrence } from "./happenings.ts";
import type { Batch, Journal } from "./journal.ts";
import type { News } from "./news.ts";
import { heldUntil } from "./quiet.ts";
import { noMarks } from "../people/marks.ts";
import type { Task, Tasks } from "./tasks.ts";
import { reasonToGo, sessionToGo } from "./withdraw.ts";
import type { AttentionReason } from "#contract/attention.ts";
import type { NoticeRecord } from "../store-attention.ts";
import type { PersonRecord } from "../records.ts";

export interface Following {
  take(change: Change): void;
  /** Somebody begins to look at a discussion. */
  looked(personId: string, sessionId: string): void;
}

type Parts = ConsiderParts & {
  journal: Journal;
  tasks: Tasks;
  news: News;
  signIn: { owner(): Promise<PersonRecord> };
  /** Whose the desktop is at first, and what tells the next one of all that is open. */
  ownerId: string;
  tellOpen: Task;
  /** Something is to be looked at again at some time. */
  onLater(): void;
};

type Showing = Pick<ConsiderParts, "telling" | "board" | "bundles">;

/** Keeps what became of something that is shown; a notification goes with the last thing that it is about. */
const takeAway = ({ telling, board, bundles }: Showing, batch: Batch, record: NoticeRecord): void => {
  batch.put({ ...record, isThere: false });
  const { personId, target, noticeId } = record;
  if (noticeId === null || board.ofNotice(personId, target.id, noticeId).length > 0) return;
  bundles.forget(noticeId);
  telling.withdraw(batch, target, noticeId);
};

/** Takes something away for good. */
export const withdraw = (parts: Showing, batch: Batch, record: NoticeRecord, reason: AttentionReason): void =>
  takeAway(parts, batch, { ...record, outcome: "withdrawn", reason });

/** Who snoozes a session wants to be reminded: what is shown of it goes, and comes once more if it is still true then. */
const putOff = async (parts: Parts, batch: Batch, record: NoticeRecord): Promise<void> => {
  const { personId, sessionId, happeningId, kind, messageSeq, at } = record;
  if (sessionId === null || kind === "digest" || kind === "test") return;
  const now = parts.clock();
  const marks = (await parts.store.read.people.marks(personId, sessionId)) ?? noMarks;
  // It was ended before this turn came.
  if (marks.snoozedUntil === null || marks.snoozedUntil <= now) return;
  const preferences = await parts.preferences.of(personId);
  const held = heldUntil(kind, preferences, marks.snoozedUntil, now);
  if (held === null) return;
  takeAway(parts, batch, { ...record, outcome: "held", reason: held.by, until: held.until });
  // The minutes that they have to answer count from the end, too.
  const dueAt = escalateAt({ kind, at: now }, { preferences, marks });
  const escalation = { personId, happeningId, kind, sessionId, messageSeq, at, tries: 0 };
  batch.write(async (tx) => {
    await tx.escalations.remove(personId, happeningId);
    if (dueAt !== null) await tx.escalations.add({ ...escalation, dueAt });
  });
};

const withdrawBy =
  (parts: Parts, change: Change, sessionId: string) =>
  async (batch: Batch): Promise<void> => {
    const lastSeq = (await parts.store.read.sessions.byId(sessionId))?.lastSeq ?? Number.MAX_SAFE_INTEGER;
    const context = { now: parts.clock(), lastSeq };
    for (const record of parts.board.there(sessionId)) {
      const reason = reasonToGo(record, change, context);
      if (reason === "snoozed") await putOff(parts, batch, record);
      else if (reason !== undefined) withdraw(parts, batch, record, reason);
    }
  };

/** Whoever may see less than before loses what they were shown of it, and the desktop is its present owner's. */
const withdrawUnseen = (parts: Parts) => async (batch: Batch) => {
  const owner = await parts.signIn.owner();
  for (const record of parts.board.there()) {
    const view = await parts.views.get(record.personId);
    const isSeen = record.sessionId === null || view?.roleIn(record.sessionId) !== undefined;
    const isTheirs = record.target.type !== "desktop" || record.personId === owner.id;
    if (!isSeen || !isTheirs) withdraw(parts, batch, record, "over");
  }
};

/** The next owner of the desktop has been told of nothing there. */
const followOwner = ({ ownerId, signIn, tellOpen }: Pick<Parts, "ownerId" | "signIn" | "tellOpen">): Task => {
  let known = ownerId;
  return async (batch) => {
    const { id } = await signIn.owner();
    if (id === known) return;
    known = id;
    await tellOpen(batch);
  };
};

/** Nothing of it is to come up again. */
const forget = (change: Change) => async (batch: Batch) => {
  if (change.type === "session-deleted") {
    batch.write(async (tx) => {
      await tx.notices.removeOfSession(change.sessionId);
      await tx.escalations.removeOfSession(change.sessionId);
    });
  } else if (change.type === "approval" && change.approval.state !== "open") {
    batch.write((tx) => tx.escalations.removeOfHappening(idOfApproval(change.approval.id)));
  } else if (change.type === "question" && change.question.state !== "open") {
    batch.write((tx) => tx.escalations.removeOfHappening(idOfQuestion(change.question.id)));
  }
};

const endsSomething = (change: Change) =>
  change.type === "session-deleted" ||
  (change.type === "approval" && change.approval.state !== "open") ||
  (change.type === "question" && change.question.state !== "open");

/** Has what is held back from a person looked at: what held it back may be over before its time. */
const releaseOf = (parts: Parts, personId: string, sessionId?: string) => async (batch: Batch) => {
  const held = await parts.store.read.notices.held(parts.clock(), personId);
  const meant = held.filter((row) => sessionId === undefined || row.sessionId === sessionId);
  if (meant.length > 0) await release(parts, batch, meant);
};

export const createFollowing = (parts: Parts): Following => {
  const { tasks, board, news, onLater } = parts;
  const tellOwner = followOwner(parts);
  /** What was put off is found once it is on disk. */
  const lookLater: Task = async (batch) => batch.after(onLater);
  const tell = (occurrence: Occurrence) => {
    if (occurrence.kind === "message") {
      news.keep(occurrence);
      // Most posts are news that nobody asked for: they cost nothing more.
      if (!news.isWanted(occurrence)) return;
    }
    tasks.add(consider(parts, occurrence));
    tasks.add(lookLater);
  };
  return {
    take(change) {
      const sessionId = sessionToGo(change);
      if (sessionId !== undefined && !board.isEmpty(sessionId)) tasks.add(withdrawBy(parts, change, sessionId));
      if (endsSomething(change)) tasks.add(forget(change));
      const occurrence = happeningOf(change);
      if (occurrence !== undefined) tell(occurrence);
      if (change.type === "person" && change.isAccessChanged) {
        tasks.add(withdrawUnseen(parts));
        tasks.add(tellOwner);
      }
      if (change.type === "marks") news.follow(change.personId, change.sessionId, change.marks);
      if (change.type === "attention") news.follow(change.personId, null, change.preferences);
      if (change.type === "session-deleted") news.forget(change.sessionId);
      if (change.type === "attention") tasks.add(releaseOf(parts, change.personId));
      if (change.type === "marks") tasks.add(releaseOf(parts, change.personId, change.sessionId));
      if (change.type === "attention" || change.type === "marks") tasks.add(lookLater);
    },
    looked(personId, sessionId) {
      if (board.isEmpty(sessionId)) return;
      tasks.add(async (batch) => {
        for (const record of board.there(sessionId)) {
          if (record.personId === personId) withdraw(parts, batch, record, "looking");
        }
      });
    },
  };
};
