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

/** Older ones are known to be shown no more: a person who leaves their computer alone has other ways to catch up. */
const MOST_THERE = 1000;

/** Records by key, in groups. */
const createGroups = <Group>() => {
  const groups = new Map<Group, Map<string, NoticeRecord>>();
  return {
    of: (group: Group) => groups.get(group),
    set(group: Group, key: string, record: NoticeRecord) {
      groups.set(group, (groups.get(group) ?? new Map<string, NoticeRecord>()).set(key, record));
    },
    delete(group: Group, key: string) {
      const own = groups.get(group);
      own?.delete(key);
      if (own?.size === 0) groups.delete(group);
    },
  };
};

const groupOfNotice = (personId: string, targetId: string, noticeId: string | null) =>
  `${personId}\n${targetId}\n${noticeId}`;

const listed = (records: ReadonlyMap<string, NoticeRecord> | undefined) => Array.from(records?.values() ?? []);

const createBoard = () => {
  const all = new Map<string, NoticeRecord>();
  const bySession = createGroups<string | null>();
  const byNotice = createGroups<string>();
  const drop = (key: string) => {
    const before = all.get(key);
    if (before === undefined) return;
    all.delete(key);
    bySession.delete(before.sessionId, key);
    byNotice.delete(groupOfNotice(before.personId, before.target.id, before.noticeId), key);
  };
  const keep = (record: NoticeRecord) => {
    const { personId, target, happeningId, noticeId, sessionId } = record;
    const key = keyOf(personId, target.id, happeningId);
    drop(key);
    if (!record.isThere) return;
    all.set(key, record);
    bySession.set(sessionId, key, record);
    byNotice.set(groupOfNotice(personId, target.id, noticeId), key, record);
    if (all.size > MOST_THERE) drop(all.keys().next().value ?? "");
  };
  const board: Board = {
    there: (sessionId) => listed(sessionId === undefined ? all : bySession.of(sessionId)),
    ofNotice: (personId, targetId, noticeId) => listed(byNotice.of(groupOfNotice(personId, targetId, noticeId))),
    isEmpty: (sessionId) => bySession.of(sessionId) === undefined,
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
