import { hash } from "node:crypto";
import type { LedgerRecord } from "../records.ts";
import type { LedgerReader } from "../store-safety.ts";
import { hashOfEntry } from "./chain.ts";

/** What a look through the whole chain found. */
export interface LedgerCheck {
  ok: boolean;
  entries: number;
  first: number | null;
  last: number | null;
  /** Hash of the last entry. */
  head: string | null;
  broken: { seq: number; why: string } | null;
  /** Whether the hash that was asked for is one of the chain; undefined when none was. */
  hasHead?: boolean;
}

/** About ten milliseconds of work. */
const ENTRIES_A_SLICE = 500;

const sha256 = (text: string) => hash("sha256", text);
const othersFirst = () => new Promise<void>((resolve) => setImmediate(resolve));

const problemOf = (entry: LedgerRecord, before: { seq: number; hash: string }): string | undefined => {
  const missing = entry.seq - before.seq - 1;
  if (missing > 0) return `${missing} ${missing === 1 ? "entry is" : "entries are"} missing before it`;
  if (entry.hash !== hashOfEntry(sha256, before.hash, entry)) return "it, or the hash before it, was changed";
  return undefined;
};

const noEnd = (from: number, to: number) =>
  from === to ? "it is missing at the end" : `the entries up to ${to} are missing at the end`;

/** One walk along the chain; undefined when retention took away what it stood on meanwhile. */
const walk = async (ledger: LedgerReader, wanted: string | undefined): Promise<LedgerCheck | undefined> => {
  const base = await ledger.base();
  const found: LedgerCheck = { ok: true, entries: 0, first: null, last: null, head: base.hash || null, broken: null };
  if (wanted !== undefined) found.hasHead = wanted === base.hash;
  const breakAt = (seq: number, why: string) => ({ ...found, ok: false, broken: { seq, why } });
  let before = base;
  for (;;) {
    // Asked for first: whatever has a number up to this one must be there after it.
    const lastSeq = await ledger.lastSeq();
    const slice = await ledger.onwards(before.seq, ENTRIES_A_SLICE);
    for (const entry of slice) {
      const why = problemOf(entry, before);
      if (why !== undefined) return (await ledger.base()).seq === base.seq ? breakAt(entry.seq, why) : undefined;
      before = entry;
      found.entries += 1;
      found.first ??= entry.seq;
      found.last = entry.seq;
      found.head = entry.hash;
      if (entry.hash === wanted) found.hasHead = true;
    }
    if (slice.length === 0) {
      if (before.seq >= lastSeq) return found;
      if ((await ledger.base()).seq !== base.seq) return undefined;
      return breakAt(before.seq + 1, noEnd(before.seq + 1, lastSeq));
    }
    await othersFirst();
  }
};

/**
 * Looks through the whole chain, slice by slice, so that others come in between. Finds an entry that was changed, one that
 * is missing, and an end that was cut off. Who can write to the database can also make a whole new chain: only a hash that
 * was kept elsewhere (`wanted`) shows that.
 */
export const verifyLedger = async (ledger: LedgerReader, wanted?: string): Promise<LedgerCheck> => {
  for (;;) {
    const found = await walk(ledger, wanted);
    if (found !== undefined) return found;
  }
};
