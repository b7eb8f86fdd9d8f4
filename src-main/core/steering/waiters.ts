import type { Carrier } from "#contract/receipt.ts";
import type { MessageRecord } from "../records.ts";
import { rankOf } from "./carriers.ts";

/** A call of the agent's side that waits for replies. */
export interface Waiter {
  readonly sessionId: string;
  readonly machineId: string;
  readonly carrier: Carrier;
  /** Ends the wait with the replies that were handed over, or none. */
  resolve(items: MessageRecord[]): void;
  reject(error: Error): void;
  /** Goes on waiting after a claim that had nothing for it, or ends when its time was over meanwhile. */
  giveBack(): void;
}

export interface Waiters {
  add(waiter: Waiter): void;
  remove(waiter: Waiter): boolean;
  /**
   * Takes the best of those that may have a reply now, so that no other one is given to it; of the same carrier the
   * one that waits longest.
   */
  claim(sessionId: string, mayTake: (carrier: Carrier) => boolean): Waiter | undefined;
  /** Puts one that was claimed back to the others; false when it was ended meanwhile. */
  unclaim(waiter: Waiter): boolean;
  /** Forgets one that was claimed and has what it waited for. */
  settle(waiter: Waiter): void;
  /** The carriers of all that wait, best first. */
  carriersOf(sessionId: string): Carrier[];
  has(sessionId: string): boolean;
  /** Takes out those that the predicate names and nobody has claimed. */
  takeIdle(which: (waiter: Waiter) => boolean): Waiter[];
  /** Takes out all that the predicate names, those that are claimed too. */
  takeAll(which: (waiter: Waiter) => boolean): Waiter[];
}

const byRank = (a: Waiter, b: Waiter) => rankOf(a.carrier) - rankOf(b.carrier);

/** Who waits for replies, by session, the best carrier first and among equals first come first served. */
export const createWaiters = (): Waiters => {
  const bySession = new Map<string, Set<Waiter>>();
  const claimed = new Set<Waiter>();

  const add = (waiter: Waiter) => {
    const set = bySession.get(waiter.sessionId);
    if (set) set.add(waiter);
    else bySession.set(waiter.sessionId, new Set([waiter]));
  };
  const remove = (waiter: Waiter): boolean => {
    const set = bySession.get(waiter.sessionId);
    const wasThere = set?.delete(waiter) ?? false;
    if (set?.size === 0) bySession.delete(waiter.sessionId);
    return wasThere;
  };
  // The sort is stable: who came first stays first among equals.
  const inOrder = (sessionId: string): Waiter[] => Array.from(bySession.get(sessionId) ?? []).toSorted(byRank);
  const takeIdle = (which: (waiter: Waiter) => boolean): Waiter[] => {
    const taken = [...bySession.values()].flatMap((set) => Array.from(set).filter(which));
    for (const waiter of taken) remove(waiter);
    return taken;
  };

  return {
    add,
    remove,
    claim(sessionId, mayTake) {
      const waiter = inOrder(sessionId).find(({ carrier }) => mayTake(carrier));
      if (waiter) {
        remove(waiter);
        claimed.add(waiter);
      }
      return waiter;
    },
    unclaim(waiter) {
      if (!claimed.delete(waiter)) return false;
      add(waiter);
      return true;
    },
    settle: (waiter) => void claimed.delete(waiter),
    carriersOf: (sessionId) => inOrder(sessionId).map(({ carrier }) => carrier),
    has: (sessionId) => bySession.has(sessionId),
    takeIdle,
    takeAll(which) {
      const taken = takeIdle(which);
      const busy = Array.from(claimed).filter(which);
      for (const waiter of busy) claimed.delete(waiter);
      return [...taken, ...busy];
    },
  };
};
