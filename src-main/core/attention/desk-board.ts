import type { Session } from "#contract/session.ts";
import type { ApprovalRecord, MarksRecord, QuestionRecord, SessionRecord } from "../records.ts";
import { needOf } from "../sessions/need.ts";

/** A session as a menu shows it. */
export interface DeskSession {
  sessionId: string;
  title: string;
  /** The agent's name. */
  agent: string;
  /** The machine's name. */
  machine: string;
  /** Where to go in its discussion: what is asked, or the newest message; null where nothing was said yet. */
  messageSeq: number | null;
}

export interface DeskNeed extends DeskSession {
  why: NonNullable<Session["attention"]>;
}

export interface DeskBoard {
  /** Who needs the person, as the list has them: pinned ones first, then the latest. Not the muted and snoozed. */
  needs: readonly DeskNeed[];
  /** Who works and gave a sign lately, in the same order. Not the snoozed. */
  working: readonly DeskSession[];
}

/** What of the marks counts here. */
type Marks = Pick<MarksRecord, "muted" | "pinned" | "snoozedUntil">;

interface Entry extends DeskSession {
  machineId: string;
  why: DeskNeed["why"] | null;
  /** When something was last said, in milliseconds since the epoch. */
  activityAt: number;
  /** When it counts as quiet, in milliseconds since the epoch; null while its agent is heard. */
  quietAt: number | null;
}

/** What asks in a discussion. */
type Ask = Pick<ApprovalRecord | QuestionRecord, "id" | "messageSeq" | "state">;

export interface BoardParts {
  /** When a session that works counts as quiet if it gives no other sign; null: not as long as it is as it is. */
  quietAt(session: SessionRecord): number | null;
}

const isOver = (state: SessionRecord["state"]) => state === "closed" || state === "done" || state === "failed";

const plain: Marks = { muted: false, pinned: false, snoozedUntil: null };

const shown = ({ sessionId, title, agent, machine, messageSeq }: Entry): DeskSession => ({
  sessionId,
  title,
  agent,
  machine,
  messageSeq,
});

/** What is open in each discussion. */
const createAsks = () => {
  const open = new Map<string, Map<string, { why: DeskNeed["why"]; seq: number }>>();
  return {
    keep(sessionId: string, why: DeskNeed["why"], { id, messageSeq, state }: Ask): void {
      const own = open.get(sessionId) ?? new Map<string, { why: DeskNeed["why"]; seq: number }>();
      if (state === "open") own.set(id, { why, seq: messageSeq });
      else own.delete(id);
      if (own.size > 0) open.set(sessionId, own);
      else open.delete(sessionId);
    },
    forget: (sessionId: string) => open.delete(sessionId),
    /** Where the first of this kind is. */
    firstOf(sessionId: string, why: DeskNeed["why"] | null): number | undefined {
      const own = [...(open.get(sessionId)?.values() ?? [])].filter((ask) => ask.why === why);
      return own.length === 0 ? undefined : Math.min(...own.map(({ seq }) => seq));
    },
  };
};

type Marked = Entry & { marks: Marks };

const isSnoozed = ({ marks }: Marked, now: number) => (marks.snoozedUntil ?? 0) > now;
const works = ({ why, quietAt }: Marked, now: number) => why === null && (quietAt === null || now <= quietAt);

const byOrder = (a: Marked, b: Marked): number =>
  Number(b.marks.pinned) - Number(a.marks.pinned) ||
  b.activityAt - a.activityAt ||
  (a.sessionId < b.sessionId ? 1 : -1);

const boardOf = (entries: readonly Marked[], now: number): DeskBoard => {
  const awake = entries.filter((entry) => !isSnoozed(entry, now)).toSorted(byOrder);
  const needs = awake.flatMap((entry) =>
    entry.why === null || entry.marks.muted ? [] : [{ ...shown(entry), why: entry.why }],
  );
  return { needs, working: awake.filter((entry) => works(entry, now)).map(shown) };
};

const turnOf = (entry: Marked, now: number): number => {
  if (isSnoozed(entry, now)) return entry.marks.snoozedUntil ?? Number.POSITIVE_INFINITY;
  return works(entry, now) && entry.quietAt !== null ? entry.quietAt + 1 : Number.POSITIVE_INFINITY;
};

/** Sessions that are of use in a menu, as one person marked them; from memory, kept true by whoever changes it. */
export const createBoard = ({ quietAt }: BoardParts) => {
  const entries = new Map<string, Entry>();
  const marks = new Map<string, Marks>();
  const asks = createAsks();
  const marked = () => [...entries.values()].map((entry) => ({ ...entry, marks: marks.get(entry.sessionId) ?? plain }));
  const remove = (id: string) => {
    entries.delete(id);
    asks.forget(id);
  };

  return {
    keepSession(session: SessionRecord): void {
      const { id, lastSeq } = session;
      const why = session.state === "closed" ? null : needOf(session);
      if (why === null && isOver(session.state)) return remove(id);
      if (session.openApprovals + session.openQuestions === 0) asks.forget(id);
      entries.set(id, {
        sessionId: id,
        machineId: session.machineId,
        title: session.title,
        agent: session.agent.name,
        machine: session.machineName,
        messageSeq: asks.firstOf(id, why) ?? (lastSeq === 0 ? null : lastSeq),
        why,
        activityAt: session.lastMessage?.at ?? session.createdAt,
        quietAt: quietAt(session),
      });
    },
    /** To be told before the session that it belongs to. */
    keepAsk: (why: "approval" | "question", sessionId: string, ask: Ask): void => asks.keep(sessionId, why, ask),
    keepMarks(sessionId: string, { muted, pinned, snoozedUntil }: Marks): void {
      if (muted || pinned || snoozedUntil !== null) marks.set(sessionId, { muted, pinned, snoozedUntil });
      else marks.delete(sessionId);
    },
    removeSession(id: string): void {
      remove(id);
      marks.delete(id);
    },
    renameMachine(machineId: string, name: string): void {
      for (const entry of entries.values()) if (entry.machineId === machineId) entry.machine = name;
    },
    at: (now: number): DeskBoard => boardOf(marked(), now),
    /** When the board is another one by time alone, in milliseconds since the epoch; undefined when never. */
    nextTurn(now: number): number | undefined {
      const next = Math.min(...marked().map((entry) => turnOf(entry, now)));
      return Number.isFinite(next) ? next : undefined;
    },
  };
};
export type Board = ReturnType<typeof createBoard>;
