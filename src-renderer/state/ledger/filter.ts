import type { AuditType } from "#contract/audit.ts";

/** Which entries are shown; the empty text stands for all. */
export interface LedgerFilter {
  types: readonly AuditType[];
  person: string;
  machine: string;
  session: string;
  /** Days by this computer's calendar, `2026-01-31`; both are part of it. */
  from: string;
  to: string;
}

export const noFilter: LedgerFilter = { types: [], person: "", machine: "", session: "", from: "", to: "" };

const dayStart = (day: string): Date | null => {
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime()) ? null : at;
};

const dayEnd = (day: string): Date | null => {
  const at = dayStart(day);
  // By the calendar: a day may have 23 or 25 hours.
  at?.setDate(at.getDate() + 1);
  return at && new Date(at.getTime() - 1);
};

/** The filter as the hub takes it. */
export const queryOf = ({ types, person, machine, session, from, to }: LedgerFilter): Record<string, string> => {
  const all: Record<string, string | undefined> = {
    type: types.join(","),
    person,
    machine,
    session,
    since: dayStart(from)?.toISOString(),
    until: dayEnd(to)?.toISOString(),
  };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1])));
};
