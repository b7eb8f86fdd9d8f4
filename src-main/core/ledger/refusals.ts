import type { Clock, Logger, Store } from "../ports.ts";
import type { LedgerEntry } from "../records.ts";
import { byUnknown } from "./entry.ts";

type RefusalType = "key-refused" | "join-refused";

/** Writes down who came without a right, without letting them fill the disk. */
export interface Refusals {
  /** Notes a refusal; what is too much for the time is only counted, and the number written with the next entry. */
  note(type: RefusalType, address: string, details: LedgerEntry["details"]): void;
  /** Writes down what was only counted in times that are over. */
  flush(): Promise<void>;
  /** Resolves when all that was noted is on disk. */
  settled(): Promise<void>;
}

const WINDOW_MS = 600_000;
const MOST_OF_ADDRESS = 3;
const MOST_OF_ALL = 60;
const MOST_ADDRESSES = 10_000;

interface Count {
  type: RefusalType;
  address: string;
  since: number;
  written: number;
  /** How many were counted since the last entry, and not written. */
  more: number;
}

/** Decides what is written, and with how many that were not. */
const createCounts = (clock: Clock) => {
  const counts = new Map<string, Count>();
  let all = { since: clock(), written: 0 };
  // The absolute difference: a clock that was set back must not keep a time from ending.
  const isOver = ({ since }: { since: number }) => Math.abs(clock() - since) >= WINDOW_MS;
  const ofAddress = (type: RefusalType, address: string): Count => {
    const key = `${type} ${address}`;
    if (!counts.has(key) && counts.size >= MOST_ADDRESSES) counts.clear();
    const known = counts.get(key) ?? { type, address, since: clock(), written: 0, more: 0 };
    if (isOver(known)) Object.assign(known, { since: clock(), written: 0 });
    counts.set(key, known);
    return known;
  };
  return {
    take(type: RefusalType, address: string): number | undefined {
      if (isOver(all)) all = { since: clock(), written: 0 };
      const own = ofAddress(type, address);
      if (own.written >= MOST_OF_ADDRESS || all.written >= MOST_OF_ALL) {
        own.more += 1;
        return undefined;
      }
      all.written += 1;
      own.written += 1;
      const { more } = own;
      own.more = 0;
      return more;
    },
    /** What was only counted in times that are over, by type; an address each would again be without bound. */
    over(): { type: RefusalType; more: number; addresses: number }[] {
      const left = new Map<RefusalType, { more: number; addresses: number }>();
      for (const [key, count] of counts) {
        if (!isOver(count)) continue;
        counts.delete(key);
        if (count.more === 0) continue;
        const sum = left.get(count.type) ?? { more: 0, addresses: 0 };
        left.set(count.type, { more: sum.more + count.more, addresses: sum.addresses + 1 });
      }
      return [...left].map(([type, sum]) => ({ type, ...sum }));
    },
  };
};

export const createRefusals = ({ store, clock, logger }: { store: Store; clock: Clock; logger: Logger }): Refusals => {
  const counts = createCounts(clock);
  const pending = new Set<Promise<void>>();
  const append = (type: RefusalType, address: string | undefined, details: LedgerEntry["details"]) => {
    const entry = { ...byUnknown(address), at: clock(), type, sessionId: null, subject: null, details };
    const done: Promise<void> = store
      .write(async (tx) => {
        await tx.ledger.append(entry);
      })
      .catch((error: unknown) => logger.warn({ error: String(error) }, "could not write down a refusal"))
      .finally(() => pending.delete(done));
    pending.add(done);
    return done;
  };
  return {
    note(type, address, details) {
      const more = counts.take(type, address);
      if (more === undefined) return;
      void append(type, address, more === 0 ? details : { ...details, more });
    },
    async flush() {
      for (const { type, ...details } of counts.over()) await append(type, undefined, details);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
};
