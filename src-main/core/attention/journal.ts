import type { Logger, Store } from "../ports.ts";
import type { NoticeRecord } from "../store-attention.ts";
import type { WriteTx } from "../store.ts";

const keyOf = (personId: string, targetId: string, happeningId: string) => `${personId}\n${targetId}\n${happeningId}`;

/** Several decisions that are written together, and what is done once they are on disk. */
export interface Batch {
  /** As this batch leaves it, or as it is on disk. */
  find(personId: string, targetId: string, happeningId: string): Promise<NoticeRecord | undefined>;
  put(record: NoticeRecord): void;
  write(work: (tx: WriteTx) => Promise<void>): void;
  /** Shows or withdraws something; in order, and after the row is on disk. */
  after(effect: () => void): void;
  commit(): Promise<void>;
}

/** What is shown now, in memory: each change is held against it. */
export interface Board {
  /** Of one session, or all. */
  there(sessionId?: string | null): NoticeRecord[];
  /** Of one notification at one target. */
  ofNotice(personId: string, targetId: string, noticeId: string): NoticeRecord[];
  isEmpty(sessionId: string): boolean;
}

export interface Journal {
  board: Board;
  batch(): Batch;
}

const createBoard = () => {
  const bySession = new Map<string | null, Map<string, NoticeRecord>>();
  const keep = (record: NoticeRecord) => {
    const key = keyOf(record.personId, record.target.id, record.happeningId);
    const own = bySession.get(record.sessionId) ?? new Map<string, NoticeRecord>();
    own.delete(key);
    if (record.isThere) own.set(key, record);
    if (own.size > 0) bySession.set(record.sessionId, own);
    else bySession.delete(record.sessionId);
  };
  const there: Board["there"] = (sessionId) =>
    sessionId === undefined
      ? Array.from(bySession.values()).flatMap((own) => Array.from(own.values()))
      : Array.from(bySession.get(sessionId)?.values() ?? []);
  const board: Board = {
    there,
    ofNotice: (personId, targetId, noticeId) =>
      there().filter(
        (record) => record.personId === personId && record.target.id === targetId && record.noticeId === noticeId,
      ),
    isEmpty: (sessionId) => !bySession.has(sessionId),
  };
  return { board, keep };
};

/**
 * What became of everything that was considered. A row is on disk before its notification is shown: who is killed between the
 * two has lost one notification, but nobody gets one twice.
 */
export const createJournal = async ({ store, logger }: { store: Store; logger: Logger }): Promise<Journal> => {
  const { board, keep } = createBoard();
  for (const record of await store.read.notices.there()) keep(record);
  return {
    board,
    batch() {
      const rows = new Map<string, NoticeRecord>();
      const works: ((tx: WriteTx) => Promise<void>)[] = [];
      const effects: (() => void)[] = [];
      const write: Batch["write"] = (work) => void works.push(work);
      return {
        find: async (personId, targetId, happeningId) =>
          rows.get(keyOf(personId, targetId, happeningId)) ?? store.read.notices.find(personId, targetId, happeningId),
        put(record) {
          rows.set(keyOf(record.personId, record.target.id, record.happeningId), record);
          keep(record);
          write((tx) => tx.notices.put(record));
        },
        write,
        after: (effect) => void effects.push(effect),
        async commit() {
          if (works.length > 0) {
            await store
              .write(async (tx) => {
                for (const work of works) await work(tx);
              })
              // A disk that is full must not keep a person from being asked.
              .catch((error: unknown) => logger.warn({ error: String(error) }, "what was notified could not be kept"));
          }
          for (const effect of effects) effect();
        },
      };
    },
  };
};
