import type { Db } from "../db.ts";
import { type Progress, readProgress } from "./search-file.ts";
import type { News, Portion, Source } from "./source.ts";
import { spaced } from "./words.ts";

/**
 * A search that comes during a step waits for its end: 8 ms at the median, 23 at the 99th percentile. Smaller steps cost
 * more, 16 instead of 10 µs a message with 250, and have the same long ones, since these are FTS5's merges.
 */
const STEP: Portion = { messages: 1000, chars: 500_000 };
const FORGOTTEN_A_STEP = 500;

/** The token that stands for a discussion in the index. */
export const scopeToken = (discussionKey: number): string => `d${discussionKey}`;

/** Brings the index nearer to the store, a small step at a time. */
export const indexer = (db: Db, source: Source) => {
  let progress: Progress = readProgress(db) ?? { storeId: source.storeId(), globalSeq: 0, removedKey: 0 };
  const insert = db.prepare("INSERT INTO entries (rowid, text, scope) VALUES (?, ?, ?)");
  const forget = db.prepare<[string, number]>(
    "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries WHERE entries MATCH ? LIMIT ?)",
  );
  const keep = db.prepare("UPDATE progress SET global_seq = ?, removed_key = ?");

  /** Returns the number of the last discussion that is wholly forgotten. */
  const forgetRemoved = (removed: News["removed"]): number => {
    let budget = FORGOTTEN_A_STEP;
    let done = progress.removedKey;
    for (const { key, discussionKey } of removed) {
      const { changes } = forget.run(`scope : "${scopeToken(discussionKey)}"`, budget);
      budget -= changes;
      if (budget <= 0) return done;
      done = key;
    }
    return done;
  };

  const takeIn = db.transaction((news: News): Progress => {
    const removedKey = forgetRemoved(news.removed);
    for (const { globalSeq, text, discussionKey } of news.messages) {
      if (discussionKey !== null) insert.run(globalSeq, spaced(text), scopeToken(discussionKey));
    }
    const globalSeq = news.isAll ? news.newestSeq : (news.messages.at(-1)?.globalSeq ?? progress.globalSeq);
    keep.run(globalSeq, removedKey);
    return { ...progress, globalSeq, removedKey };
  });

  return {
    indexedUpTo: () => progress.globalSeq,
    /** One step; false when there was nothing to do. */
    step(): boolean {
      const news = source.news(progress, STEP);
      const isDone = news.removed.length === 0 && news.newestSeq === progress.globalSeq;
      if (!isDone) progress = takeIn(news);
      return !isDone;
    },
  };
};
