import Database from "better-sqlite3";
import { boundInteger } from "../bound.ts";
import type { Db } from "../db.ts";

export interface SourceMessage {
  globalSeq: number;
  /** Null when the discussion was removed and only its messages are still there. */
  discussionKey: number | null;
  text: string;
}

export interface News {
  /** Discussions that were removed, oldest first. */
  removed: { key: number; discussionKey: number }[];
  messages: SourceMessage[];
  /** Whether these are all the messages there are after that place. */
  isAll: boolean;
  /** Number given to the newest message, whether or not it is still there. */
  newestSeq: number;
}

/** How much is read at once. */
export interface Portion {
  messages: number;
  /** No further message is read once the texts have so many characters. */
  chars: number;
}

export interface Source {
  db: Db;
  storeId(): string;
  newestSeq(): number;
  /** What came after the given places, all as of one moment. */
  news(after: { globalSeq: number; removedKey: number }, portion: Portion): News;
  discussionKey(sessionId: string): number | undefined;
  /** Those of the messages that are still there. */
  existing(globalSeqs: number[]): Set<number>;
  /** The same with their texts, newest first. */
  texts(globalSeqs: number[]): Iterable<Pick<SourceMessage, "globalSeq" | "text">>;
  /** Numbers of the newest messages before a place, newest first. */
  newest(before: number, limit: number): number[];
  close(): void;
}

/** The store as the search worker sees it: it reads there, runs checkpoints, and never changes a row. */
export const openSource = (storeFile: string): Source => {
  // Not `readonly`: such a connection can't run checkpoints.
  const db = new Database(storeFile, { fileMustExist: true, timeout: 1000 });
  db.pragma("query_only = ON");
  db.pragma("synchronous = FULL");
  const storeId = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'store-id'").pluck();
  const newestSeq = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").pluck();
  const messages = db.prepare<[number, number], SourceMessage>(
    `SELECT m.global_seq AS globalSeq, d.key AS discussionKey, m.text
     FROM messages m LEFT JOIN discussions d ON d.key = m.discussion_key
     WHERE m.global_seq > ${boundInteger} ORDER BY m.global_seq LIMIT ${boundInteger}`,
  );
  const removed = db.prepare<[number], News["removed"][number]>(
    "SELECT key, discussion_key AS discussionKey FROM removed_discussions WHERE key > ? ORDER BY key LIMIT 100",
  );
  const discussionKey = db.prepare<[string], number>("SELECT key FROM discussions WHERE id = ?").pluck();
  const existing = db
    .prepare<[string], number>(
      `SELECT m.global_seq FROM messages m JOIN discussions d ON d.key = m.discussion_key
       WHERE m.global_seq IN (SELECT value FROM json_each(?))`,
    )
    .pluck();
  const texts = db.prepare<[string], Pick<SourceMessage, "globalSeq" | "text">>(
    `SELECT m.global_seq AS globalSeq, m.text FROM messages m JOIN discussions d ON d.key = m.discussion_key
     WHERE m.global_seq IN (SELECT value FROM json_each(?)) ORDER BY m.global_seq DESC`,
  );
  const newest = db
    .prepare<[number, number], number>(
      `SELECT global_seq FROM messages WHERE global_seq < ${boundInteger} ORDER BY global_seq DESC LIMIT ${boundInteger}`,
    )
    .pluck();
  const read = (after: number, portion: Portion): Pick<News, "messages" | "isAll"> => {
    const found: SourceMessage[] = [];
    let chars = 0;
    for (const message of messages.iterate(after, portion.messages)) {
      found.push(message);
      chars += message.text.length;
      if (chars >= portion.chars) return { messages: found, isAll: false };
    }
    return { messages: found, isAll: found.length < portion.messages };
  };

  return {
    db,
    storeId: () => storeId.get() ?? "",
    newestSeq: () => newestSeq.get() ?? 0,
    news: db.transaction((after: { globalSeq: number; removedKey: number }, portion: Portion) => ({
      ...read(after.globalSeq, portion),
      removed: removed.all(after.removedKey),
      newestSeq: newestSeq.get() ?? 0,
    })),
    discussionKey: (sessionId) => discussionKey.get(sessionId),
    existing: (globalSeqs) => new Set(existing.all(JSON.stringify(globalSeqs))),
    texts: (globalSeqs) => texts.iterate(JSON.stringify(globalSeqs)),
    newest: (before, limit) => newest.all(before, limit),
    close: () => db.close(),
  };
};
