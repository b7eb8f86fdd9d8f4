import { limits } from "#contract/limits.ts";
import type { Quote } from "#contract/message.ts";

/** A reply that is not sent yet. */
export interface Draft {
  text: string;
  quote: Quote | null;
}

export interface DraftDeps {
  shelf: Storage;
  now: () => number;
  later: (run: () => void, ms: number) => () => void;
}

export interface Drafts {
  /** The same object until it changes. */
  get(sessionId: string): Draft;
  set(sessionId: string, draft: Draft): void;
  clear(sessionId: string): void;
  /** Writes at once what waits to be written. */
  flush(): void;
  /** Another window wrote under this key. */
  changedElsewhere(key: string | null): void;
  subscribe(listener: () => void): () => void;
}

const prefix = "muster.draft.";
const mostDrafts = 60;
const WRITE_MS = 300;
const empty: Draft = { text: "", quote: null };

const parse = (kept: string | null): (Draft & { at: number }) | null => {
  try {
    const value = JSON.parse(kept ?? "null") as Partial<Draft & { at: number }> | null;
    if (typeof value?.text !== "string") return null;
    const quote =
      typeof value.quote?.text === "string" ? { seq: value.quote.seq ?? null, text: value.quote.text } : null;
    return { text: value.text, quote, at: Number(value.at) || 0 };
  } catch {
    return null;
  }
};

const keysOf = (shelf: Storage) =>
  Array.from({ length: shelf.length }, (_unused, at) => shelf.key(at)).filter(
    (key) => key?.startsWith(prefix) === true,
  );

/** The oldest go when there are too many of them. */
const trim = (shelf: Storage) => {
  const keys = keysOf(shelf).filter((key) => key !== null);
  if (keys.length <= mostDrafts) return;
  const aged = keys.map((key) => ({ key, at: parse(shelf.getItem(key))?.at ?? 0 })).toSorted((a, b) => a.at - b.at);
  for (const { key } of aged.slice(0, aged.length - mostDrafts)) shelf.removeItem(key);
};

/** Drafts by session, kept in the browser's storage under a key each, so that two windows don't undo each other. */
export const createDrafts = ({ shelf, now, later }: DraftDeps): Drafts => {
  const known = new Map<string, Draft>();
  const unwritten = new Set<string>();
  const listeners = new Set<() => void>();
  let stopTimer: (() => void) | null = null;

  const write = (sessionId: string) => {
    const draft = known.get(sessionId) ?? empty;
    try {
      if (draft.text === "" && draft.quote === null) shelf.removeItem(prefix + sessionId);
      else {
        // Twice the limit in characters: what is too long to send is still worth keeping.
        const text = draft.text.slice(0, limits.textBytes * 2);
        shelf.setItem(prefix + sessionId, JSON.stringify({ text, quote: draft.quote, at: now() }));
        trim(shelf);
      }
    } catch {
      // Full or forbidden: the draft lives as long as the page.
    }
  };
  const flush = () => {
    stopTimer?.();
    stopTimer = null;
    for (const sessionId of unwritten) write(sessionId);
    unwritten.clear();
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const set = (sessionId: string, draft: Draft) => {
    known.set(sessionId, draft);
    unwritten.add(sessionId);
    stopTimer ??= later(flush, WRITE_MS);
    tell();
  };

  return {
    get(sessionId) {
      const draft = known.get(sessionId);
      if (draft) return draft;
      const kept = parse(shelf.getItem(prefix + sessionId));
      const read = kept ? { text: kept.text, quote: kept.quote } : empty;
      known.set(sessionId, read);
      return read;
    },
    set,
    clear(sessionId) {
      set(sessionId, empty);
      flush();
    },
    flush,
    changedElsewhere(key) {
      if (key !== null && !key.startsWith(prefix)) return;
      const changed = key === null ? Array.from(known.keys()) : [key.slice(prefix.length)];
      for (const sessionId of changed) if (!unwritten.has(sessionId)) known.delete(sessionId);
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
