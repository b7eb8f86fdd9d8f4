import type { Carrier } from "#contract/receipt.ts";
import type { Changes } from "../changes.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { SessionRecord } from "../records.ts";
import type { Waiters } from "./waiters.ts";

export interface ListeningNow {
  isListening: boolean;
  carrier: Carrier | null;
  /** When the agent's side last waited or asked. */
  lastAt: number | null;
}

export interface ListeningService {
  of(session: SessionRecord): ListeningNow;
  /** A wait began. */
  began(sessionId: string): void;
  /** A wait ended, or someone asked without waiting. */
  asked(sessionId: string): void;
  close(): Promise<void>;
}

/** An agent that asks again within this time never stopped listening, as far as a person is concerned. */
const GRACE_MS = 2000;

interface Seen {
  isShown: boolean;
  /** The carrier that screens were told of last. */
  shown: Carrier | null;
  lastAt: number;
  carrier: Carrier | null;
  timer?: NodeJS.Timeout | undefined;
}

/** Runs work that nobody waits for, and knows when all of it is done. */
const createBackground = (logger: Logger) => {
  const pending = new Set<Promise<void>>();
  return {
    run(work: Promise<void>) {
      const done = work
        .catch((error: unknown) => logger.warn({ error: String(error) }, "could not keep who listens"))
        .finally(() => pending.delete(done));
      pending.add(done);
    },
    settled: () => Promise.all(pending),
  };
};

interface ListeningParts {
  store: Store;
  clock: Clock;
  changes: Changes;
  logger: Logger;
  waiters: Waiters;
}

const publish = async ({ store, changes }: ListeningParts, sessionId: string) => {
  const session = await store.read.sessions.byId(sessionId);
  if (session) changes.publish({ type: "session", session, stateBefore: session.state });
};

const keep = async (parts: ListeningParts, sessionId: string, lastAt: number) => {
  await parts.store.write(async (tx) => {
    if (await tx.sessions.byId(sessionId)) await tx.sessions.update(sessionId, { lastAskedAt: lastAt });
  });
  await publish(parts, sessionId);
};

/** Knows whether someone on an agent's side listens, tells screens when that changes, and keeps when it was last so. */
export const createListening = (parts: ListeningParts): ListeningService => {
  const { clock, waiters } = parts;
  const seen = new Map<string, Seen>();
  const background = createBackground(parts.logger);

  /** Tells screens who waits, unless they know. */
  const show = (sessionId: string, state: Seen) => {
    if (state.isShown && state.shown === state.carrier) return;
    state.isShown = true;
    state.shown = state.carrier;
    background.run(publish(parts, sessionId));
  };
  const settle = (sessionId: string) => {
    const state = seen.get(sessionId);
    if (!state) return;
    if (waiters.has(sessionId)) return show(sessionId, state);
    seen.delete(sessionId);
    background.run(keep(parts, sessionId, state.lastAt));
  };
  const touch = (sessionId: string): Seen => {
    const state = seen.get(sessionId) ?? { isShown: false, shown: null, lastAt: 0, carrier: null };
    clearTimeout(state.timer);
    state.lastAt = clock();
    state.carrier = waiters.carriersOf(sessionId)[0] ?? state.carrier;
    seen.set(sessionId, state);
    return state;
  };

  return {
    of(session) {
      const state = seen.get(session.id);
      const isListening = waiters.has(session.id) || state?.isShown === true;
      return {
        isListening,
        carrier: isListening ? (waiters.carriersOf(session.id)[0] ?? state?.carrier ?? null) : null,
        lastAt: state?.lastAt ?? session.lastAskedAt,
      };
    },
    began(sessionId) {
      const state = touch(sessionId);
      show(sessionId, state);
    },
    asked(sessionId) {
      touch(sessionId).timer = setTimeout(settle, GRACE_MS, sessionId).unref();
    },
    async close() {
      for (const [sessionId, state] of seen) {
        clearTimeout(state.timer);
        seen.delete(sessionId);
        background.run(keep(parts, sessionId, state.lastAt));
      }
      await background.settled();
    },
  };
};
