import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import type { SearchIndex, Store } from "../../core/store.ts";
import { openSearch, type SearchOptions } from "../search/index.ts";
import { liveIndex } from "../search/live-index.ts";
import { openSource } from "../search/source.ts";
import { keepingLogger, message, seededStore } from "./store.ts";

/** An index over a store; closed when the test ends. */
export const testSearch = async (storeFile: string, options: Partial<SearchOptions> = {}): Promise<SearchIndex> => {
  const index = await openSearch({ storeFile, searchFile: join(dirname(storeFile), "search.db"), ...options });
  onTestFinished(() => index.close());
  return index;
};

/** Posts texts to a session, each as a message of its own; the first one ever has the global number 1. */
export const postAll = async (store: Store, texts: readonly string[], sessionId = "s1"): Promise<number[]> => {
  const posted = await Promise.all(
    texts.map((text) => store.write((tx) => tx.messages.append(message(crypto.randomUUID(), { text, sessionId })))),
  );
  return posted.map(({ globalSeq }) => globalSeq);
};

type More = { sessionIds?: readonly string[]; before?: number; limit?: number };

/** A seeded store with messages and a running index that has taken them in. */
export const searchOver = async (texts: readonly string[]) => {
  const { store, file } = await seededStore();
  await postAll(store, texts);
  const index = await testSearch(file);
  await index.caughtUp();
  const find = async (text: string, more: More = {}) => (await index.find({ text, limit: 50, ...more })).globalSeqs;
  return { store, file, index, find };
};

/** The same without a worker thread. */
export const indexOver = async (texts: readonly string[]) => {
  const { store, file } = await seededStore();
  await postAll(store, texts);
  const source = openSource(file);
  const searchFile = join(dirname(file), "search.db");
  const index = liveIndex(searchFile, source, keepingLogger());
  onTestFinished(() => {
    index.close();
    source.close();
  });
  const catchUp = () => {
    while (index.step());
  };
  catchUp();
  const find = (text: string, more: More = {}) => index.find({ text, limit: 50, ...more }).globalSeqs;
  /** How many messages the index itself has for a word, whether or not they are still there. */
  const indexed = (word: string) => {
    const db = new Database(searchFile, { readonly: true });
    const count = db.prepare("SELECT count(*) FROM entries WHERE entries MATCH ?").pluck().get(word);
    db.close();
    return count;
  };
  return { store, index, catchUp, find, indexed };
};
