import type { Settings } from "#contract/settings.ts";
import type { Clock, Store } from "../ports.ts";
import { byHub } from "./entry.ts";

const DAY_MS = 86_400_000;
/** A few milliseconds of work. */
const ENTRIES_A_SLICE = 1000;

/** Takes away what is older than the setting says, and says so in the ledger in the same write. */
const pruneSlice = (store: Store, now: number, days: number): Promise<number> =>
  store.write(async (tx) => {
    const before = now - days * DAY_MS;
    const removed = await tx.ledger.prune(before, ENTRIES_A_SLICE);
    if (removed === 0) return 0;
    const { seq } = await tx.ledger.base();
    await tx.ledger.append({
      ...byHub(),
      at: now,
      type: "ledger-pruned",
      sessionId: null,
      subject: null,
      details: { removed, upTo: seq, before: new Date(before).toISOString(), days },
    });
    return removed;
  });

/**
 * Makes what keeps the ledger to its days; it gives how many entries it took away. It looks once a day and after a change of
 * the setting: more often, the entry that says so would always leave the next one something to do.
 */
export const createRetention = ({
  store,
  clock,
  settings,
}: {
  store: Store;
  clock: Clock;
  settings: { current(): Settings };
}) => {
  let last: { at: number; days: number } | undefined;
  return async (): Promise<number> => {
    const { ledgerDays: days } = settings.current();
    const now = clock();
    if (days === 0 || (last?.days === days && Math.abs(now - last.at) < DAY_MS)) return 0;
    let all = 0;
    for (let removed = await pruneSlice(store, now, days); removed > 0; removed = await pruneSlice(store, now, days)) {
      all += removed;
    }
    last = { at: now, days };
    return all;
  };
};
