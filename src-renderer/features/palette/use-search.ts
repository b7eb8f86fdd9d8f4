import { useEffect, useState } from "react";
import type { SearchAnswer, SearchHit } from "#contract/search.ts";
import { api } from "../../state/api.ts";

export interface Search {
  /** What was searched for; differs from what is typed while an answer is awaited. */
  words: string;
  hits: readonly SearchHit[];
  next: string | null;
  /** How many messages the index has not taken in yet. */
  behind: number;
  isLoading: boolean;
  error: unknown;
}

const nothing: Search = { words: "", hits: [], next: null, behind: 0, isLoading: false, error: null };
const DEBOUNCE_MS = 150;
const PAGE = "20";
/** Shorter words fit nearly everything. */
const FEWEST_SIGNS = 2;

const merged = (before: readonly SearchHit[], answer: SearchAnswer) => {
  const known = new Set(before.map(({ messageId }) => messageId));
  return [...before, ...answer.items.filter(({ messageId }) => !known.has(messageId))];
};

/** Searches all messages while the person types; `more` reads the next page. */
export const useSearch = (typed: string): Search & { more: () => void } => {
  const words = typed.trim();
  const [search, setSearch] = useState(nothing);
  const [cursor, setCursor] = useState<string | null>(null);
  const [seen, setSeen] = useState(words);
  if (seen !== words) {
    setSeen(words);
    setCursor(null);
    setSearch((before) => (words.length < FEWEST_SIGNS ? nothing : { ...before, isLoading: true }));
  }
  useEffect(() => {
    if (words.length < FEWEST_SIGNS) return undefined;
    const aim = new AbortController();
    const read = async () => {
      try {
        const answer = await api.call("search", {
          query: { q: words.slice(0, 200), limit: PAGE, ...(cursor === null ? {} : { before: cursor }) },
          signal: aim.signal,
        });
        setSearch((before) => ({
          words,
          hits: merged(cursor === null ? [] : before.hits, answer),
          next: answer.next,
          behind: answer.behind,
          isLoading: false,
          error: null,
        }));
      } catch (error) {
        if (!aim.signal.aborted) setSearch({ ...nothing, words, error });
      }
    };
    const timer = setTimeout(() => void read(), cursor === null ? DEBOUNCE_MS : 0);
    return () => {
      clearTimeout(timer);
      aim.abort();
    };
  }, [words, cursor]);
  const more = () => {
    setSearch((before) => ({ ...before, isLoading: true }));
    setCursor(search.next);
  };
  return { ...search, more };
};
