import type { Message } from "#contract/message.ts";
import { pageSize } from "./rows.ts";

/** Reads the messages after a number, oldest first. */
export type ReadAfter = (after: number, limit: number, signal: AbortSignal) => Promise<Message[]>;
/** Calls back later; returns the way to call it off. */
export type Later = (run: () => void, ms: number) => () => void;

export interface ReadingDeps {
  readAfter: ReadAfter;
  later: Later;
  /** Whether the page has to be read. */
  lacks: (page: number) => boolean;
  /** Called when a page is asked for; what it returns is called with the answer. */
  begin: (page: number) => (messages: Message[]) => void;
  failed: (error: unknown) => void;
  /** Whether a repeat of what failed may do better. */
  mayRetry: (error: unknown) => boolean;
}

/** Reads the pages that are looked at, each once, and calls off what is no longer looked at. */
export interface Reading {
  /** Says which pages are looked at now. */
  want(from: number, to: number): void;
  /** Reads again at once what failed or was called off. */
  again(): void;
  /** Calls everything off. */
  stop(): void;
  isBusy(): boolean;
}

const GATHER_MS = 40;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Runs at once, and again a moment later for what came meanwhile; calls within that moment are gathered. */
const createGather = (later: Later, run: () => void) => {
  let cancel: (() => void) | null = null;
  return {
    call() {
      if (cancel) return;
      run();
      cancel = later(() => {
        cancel = null;
        run();
      }, GATHER_MS);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
};

/** A growing pause between tries. */
const createPause = (later: Later) => {
  let cancel: (() => void) | null = null;
  let tries = 0;
  return {
    isOn: () => cancel !== null,
    start(run: () => void) {
      const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
      tries += 1;
      cancel ??= later(() => {
        cancel = null;
        run();
      }, ms);
    },
    /** Ends the pause; the next one is short again. */
    reset() {
      cancel?.();
      cancel = null;
      tries = 0;
    },
  };
};

/**
 * While someone scrolls fast the wanted pages change with every frame: the first are read at once, further ones after
 * a moment, so that what flew by is never asked for.
 */
export const createReading = (deps: ReadingDeps): Reading => {
  const open = new Map<number, AbortController>();
  let wanted: readonly [number, number] = [0, -1];
  const pause = createPause(deps.later);
  let isRefused = false;

  const pagesWanted = () => Array.from({ length: wanted[1] - wanted[0] + 1 }, (_unused, at) => wanted[0] + at);
  const isWanted = (page: number) => page >= wanted[0] && page <= wanted[1];

  const read = async (page: number) => {
    const control = new AbortController();
    open.set(page, control);
    const take = deps.begin(page);
    try {
      const messages = await deps.readAfter(page * pageSize, pageSize, control.signal);
      if (control.signal.aborted) return;
      open.delete(page);
      pause.reset();
      take(messages);
    } catch (error) {
      if (control.signal.aborted) return;
      open.delete(page);
      deps.failed(error);
      if (deps.mayRetry(error)) pause.start(readWanted);
      else isRefused = true;
    }
  };

  const readWanted = () => {
    for (const [page, control] of open) {
      if (isWanted(page)) continue;
      control.abort();
      open.delete(page);
    }
    if (pause.isOn() || isRefused) return;
    for (const page of pagesWanted()) if (!open.has(page) && deps.lacks(page)) void read(page);
  };

  const gather = createGather(deps.later, readWanted);

  const stop = () => {
    gather.stop();
    pause.reset();
    for (const control of open.values()) control.abort();
    open.clear();
  };

  return {
    want(from, to) {
      wanted = [from, to];
      if (pagesWanted().some((page) => deps.lacks(page) && !open.has(page))) gather.call();
    },
    again() {
      stop();
      isRefused = false;
      readWanted();
    },
    stop,
    isBusy: () => open.size > 0,
  };
};
