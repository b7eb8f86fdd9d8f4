import type { AuditEntry } from "#contract/audit.ts";

export interface LedgerDay {
  key: string;
  /** A time of that day. */
  at: string;
  entries: AuditEntry[];
}

/** Entries by the day that they were made on, in their order. A clock that was set back begins a day again. */
export const daysOf = (entries: readonly AuditEntry[]): LedgerDay[] => {
  const days: LedgerDay[] = [];
  let last = "";
  for (const entry of entries) {
    const name = new Date(entry.at).toDateString();
    if (name !== last || days.length === 0) days.push({ key: `${name} ${days.length}`, at: entry.at, entries: [] });
    last = name;
    days.at(-1)?.entries.push(entry);
  }
  return days;
};
