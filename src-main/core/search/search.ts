import { limits } from "#contract/limits.ts";
import type { SearchQuery } from "#contract/search.ts";
import type { SnippetPart } from "#contract/search.ts";
import type { PersonView } from "../people/views.ts";
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

export type Search = (viewer: PersonView, query: SearchQuery) => Promise<SearchResult>;

interface Found {
  messages: MessageRecord[];
  words: string[];
  indexedUpTo: number;
}

/** More are looked at together the more of them may not be seen. */
const MOST_AT_ONCE = 2000;

/** The sessions to look in; undefined for all. */
const scopeOf = (viewer: PersonView, sessionId: string | undefined): readonly string[] | undefined => {
  if (sessionId === undefined) return viewer.named;
  return viewer.roleIn(sessionId) === undefined ? [] : [sessionId];
};

/** The newest `limit` that the viewer may see: what they may not is passed over, and the page fills up with others. */
const findVisible = async (
  { store, index }: { store: Store; index: SearchIndex },
  viewer: PersonView,
  query: SearchQuery,
  limit: number,
): Promise<Found> => {
  const sessionIds = scopeOf(viewer, query.session);
  const messages: MessageRecord[] = [];
  let before = query.before === undefined ? undefined : parseSeqCursor(query.before, "before");
  for (let most = limit; ; most = Math.min(most * 4, MOST_AT_ONCE)) {
    const found = await index.find({
      text: query.q,
      limit: most,
      ...(sessionIds === undefined ? {} : { sessionIds }),
      ...(before === undefined ? {} : { before }),
    });
    const there = await store.read.messages.byGlobalSeqs(found.globalSeqs);
    messages.push(
      ...there
        .filter(({ sessionId }) => viewer.roleIn(sessionId) !== undefined)
        .toSorted((a, b) => b.globalSeq - a.globalSeq),
    );
    before = found.globalSeqs.at(-1);
    const isEnd = found.globalSeqs.length < most;
    if (isEnd || messages.length >= limit) return { ...found, messages: messages.slice(0, limit) };
  }
};

/** Searches the messages that a person may see, or those of one session, newest first. */
export const createSearch =
  (store: Store, index: SearchIndex): Search =>
  async (viewer, query) => {
    const limit = query.limit ?? limits.pageItemsDefault;
    const { messages, words, indexedUpTo } = await findVisible({ store, index }, viewer, query, limit + 1);
    const cut = snippetCutter(words);
    const titles = new Map<string, string>();
    const items: FoundMessage[] = [];
    for (const message of messages.slice(0, limit)) {
      const title = titles.get(message.sessionId) ?? (await store.read.sessions.byId(message.sessionId))?.title ?? "";
      titles.set(message.sessionId, title);
      items.push({ message, sessionTitle: title, snippet: cut(message.text) });
    }
    const newest = await store.read.messages.newestGlobalSeq();
    return {
      items,
      next: messages.length > limit ? String(items.at(-1)?.message.globalSeq) : null,
      behind: Math.max(0, newest - indexedUpTo),
    };
  };
