import type { LedgerEntry } from "../records.ts";

/**
 * The text that the hash of an entry covers: a fixed order of fields, so that it can be made again from what is stored.
 * Keys of `details` are in the order in which they were written.
 */
export const textOfEntry = (hashBefore: string, entry: LedgerEntry & { seq: number }): string => {
  const { seq, at, type, by, device, address, sessionId, subject, details } = entry;
  const who = [by.type, by.id, by.name, by.role];
  const where = [device?.id ?? null, device?.name ?? null, address, sessionId];
  const what = [subject?.type ?? null, subject?.id ?? null, subject?.name ?? null, details];
  return JSON.stringify([hashBefore, seq, at, type, who, where, what]);
};

/** The hash of an entry; `sha256` gives hex. */
export const hashOfEntry = (
  sha256: (text: string) => string,
  hashBefore: string,
  entry: LedgerEntry & { seq: number },
): string => sha256(textOfEntry(hashBefore, entry));
