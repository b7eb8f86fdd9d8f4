import type { Clock, Logger, Store } from "../ports.ts";
import type { LedgerEntry } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { byUnknown } from "./entry.ts";
import { createTally } from "./tally.ts";

type StrangerType = "key-refused" | "join-refused";

/** Writes down who tried what they have no right to, without letting them fill the disk. */
export interface Refusals {
  /** Notes a stranger; what is too much for the time is only counted, and the number written with the next entry. */
  note(type: StrangerType, address: string, details: LedgerEntry["details"]): void;
  /** The same of a person who is signed in, in the transaction of what they tried. */
  appendIn(tx: WriteTx, entry: LedgerEntry): Promise<void>;
  /** Writes down what was only counted in times that are over. */
  flush(): Promise<void>;
  /** Resolves when all that was noted is on disk. */
  settled(): Promise<void>;
}

const MOST_OF_ADDRESS = 3;
const MOST_OF_STRANGERS = 60;
const MOST_OF_PERSON = 20;

/** Who did it, and what kind of thing: what is counted together. */
type PersonTry = Pick<LedgerEntry, "type" | "by" | "device" | "address">;

const withMore = (details: LedgerEntry["details"], more: number) => (more === 0 ? details : { ...details, more });

/** What strangers did, by type: an entry for each address would again be without bound. */
const sumByType = (left: readonly { about: StrangerType; more: number }[]) => {
  const sums = new Map<StrangerType, { more: number; addresses: number }>();
  for (const { about, more } of left) {
    const sum = sums.get(about) ?? { more: 0, addresses: 0 };
    sums.set(about, { more: sum.more + more, addresses: sum.addresses + 1 });
  }
  return [...sums].map(([type, sum]) => ({ type, ...sum }));
};

export const createRefusals = ({ store, clock, logger }: { store: Store; clock: Clock; logger: Logger }): Refusals => {
  const strangers = createTally<StrangerType>(clock, { mostOfOne: MOST_OF_ADDRESS, mostOfAll: MOST_OF_STRANGERS });
  const people = createTally<PersonTry>(clock, { mostOfOne: MOST_OF_PERSON });
  const pending = new Set<Promise<void>>();
  const write = (entry: Omit<LedgerEntry, "at" | "sessionId" | "subject">) => {
    const done: Promise<void> = store
      .write(async (tx) => {
        await tx.ledger.append({ ...entry, at: clock(), sessionId: null, subject: null });
      })
      .catch((error: unknown) => logger.warn({ error: String(error) }, "could not write down a refusal"))
      .finally(() => pending.delete(done));
    pending.add(done);
    return done;
  };
  return {
    note(type, address, details) {
      const more = strangers.take(`${type} ${address}`, type);
      if (more !== undefined) void write({ ...byUnknown(address), type, details: withMore(details, more) });
    },
    async appendIn(tx, entry) {
      const { type, by, device, address, details } = entry;
      const more = people.take(`${type} ${by.id}`, { type, by, device, address });
      if (more !== undefined) await tx.ledger.append({ ...entry, details: withMore(details, more) });
    },
    async flush() {
      for (const { type, ...details } of sumByType(strangers.over())) {
        await write({ ...byUnknown(), type, details });
      }
      for (const { about, more } of people.over()) await write({ ...about, details: { more } });
    },
    async settled() {
      await Promise.all(pending);
    },
  };
};
