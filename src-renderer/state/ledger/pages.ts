import { createStore, type StoreApi } from "zustand/vanilla";
import type { AuditEntry } from "#contract/audit.ts";
import type { Page } from "#contract/common.ts";
import { type LedgerFilter, noFilter, queryOf } from "./filter.ts";

export interface LedgerState {
  filter: LedgerFilter;
  /** Newest first. */
  entries: readonly AuditEntry[];
  /** Where the older ones begin; null at the end. */
  next: string | null;
  phase: "reading" | "ready" | "failed";
  isReadingOlder: boolean;
  /** Why the last reading failed; null when it didn't. */
  error: unknown;
}

export interface LedgerPages {
  store: StoreApi<LedgerState>;
  /** Reads from the newest on, with another filter. */
  show: (filter: LedgerFilter) => void;
  /** Reads the page of older ones below. */
  older: () => void;
  /** Reads what is newer than all that is shown. */
  newer: () => void;
  forget: () => void;
}

export const nothing: LedgerState = {
  filter: noFilter,
  entries: [],
  next: null,
  phase: "reading",
  isReadingOlder: false,
  error: null,
};

/** The ledger as it is looked through: page after page of older entries, newer ones on top. */
export const createLedgerPages = (read: (query: Record<string, string>) => Promise<Page<AuditEntry>>): LedgerPages => {
  const store = createStore<LedgerState>()(() => nothing);
  let round = 0;

  const first = async (filter: LedgerFilter) => {
    round += 1;
    const mine = round;
    store.setState({ ...nothing, filter }, true);
    try {
      const { items, next } = await read(queryOf(filter));
      if (mine === round) store.setState({ entries: items, next, phase: "ready" });
    } catch (error) {
      if (mine === round) store.setState({ phase: "failed", error });
    }
  };

  const older = async () => {
    const { next, filter, isReadingOlder } = store.getState();
    if (next === null || isReadingOlder) return;
    const mine = round;
    store.setState({ isReadingOlder: true, error: null });
    try {
      const page = await read({ ...queryOf(filter), before: next });
      if (mine !== round) return;
      store.setState(({ entries }) => ({
        entries: [...entries, ...page.items],
        next: page.next,
        isReadingOlder: false,
      }));
    } catch (error) {
      if (mine === round) store.setState({ isReadingOlder: false, error });
    }
  };

  const newer = async () => {
    const { filter, phase } = store.getState();
    if (phase !== "ready") return void first(filter);
    const mine = round;
    try {
      const { items, next } = await read(queryOf(filter));
      if (mine !== round) return;
      const { entries } = store.getState();
      const top = entries[0]?.seq ?? 0;
      const fresh = items.filter(({ seq }) => seq > top);
      // More came than a page holds: what lies between would be missing, so that it begins anew.
      const isGap = entries.length > 0 && fresh.length === items.length && next !== null;
      if (isGap || entries.length === 0) store.setState({ entries: items, next, error: null });
      else if (fresh.length > 0) store.setState({ entries: [...fresh, ...entries], error: null });
    } catch {
      // What is shown stays true; the next change asks again.
    }
  };

  return {
    store,
    show: (filter) => void first(filter),
    older: () => void older(),
    newer: () => void newer(),
    forget() {
      round += 1;
      store.setState(nothing, true);
    },
  };
};
