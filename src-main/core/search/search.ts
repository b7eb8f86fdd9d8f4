import { limits } from "#contract/limits.ts";
import type { SearchQuery } from "#contract/search.ts";
import type { SnippetPart } from "#contract/search.ts";
import type { SearchIndex, Store } from "../ports.ts";
import type { MessageRecord } from "../records.ts";
import { parseSeqCursor } from "../sessions/cursor.ts";
import { snippetCutter } from "./snippet.ts";

export interface FoundMessage {
  message: MessageRecord;
  sessionTitle: string;
  snippet: SnippetPart[];
}

export interface SearchResult {
  items: FoundMessage[];
  next: string | null;
  /** Messages that the index has not taken in yet. */
  behind: number;
}

export type Search = (query: SearchQuery) => Promise<SearchResult>;

/** Searches all messages, or those of one session, newest first. */
export const createSearch =
  (store: Store, index: SearchIndex): Search =>
  async (query) => {
    const limit = query.limit ?? limits.pageItemsDefault;
    const found = await index.find({
      text: query.q,
      limit: limit + 1,
      ...(query.session === undefined ? {} : { sessionId: query.session }),
      ...(query.before === undefined ? {} : { before: parseSeqCursor(query.before, "before") }),
    });
    const globalSeqs = found.globalSeqs.slice(0, limit);
    const messages = await store.read.messages.byGlobalSeqs(globalSeqs);
    const cut = snippetCutter(found.words);
    const titles = new Map<string, string>();
    const items: FoundMessage[] = [];
    for (const message of messages.toSorted((a, b) => b.globalSeq - a.globalSeq)) {
      const title = titles.get(message.sessionId) ?? (await store.read.sessions.byId(message.sessionId))?.title ?? "";
      titles.set(message.sessionId, title);
      items.push({ message, sessionTitle: title, snippet: cut(message.text) });
    }
    const newest = await store.read.messages.newestGlobalSeq();
    return {
      items,
      next: found.globalSeqs.length > limit ? String(globalSeqs.at(-1)) : null,
      behind: Math.max(0, newest - found.indexedUpTo),
    };
  };
