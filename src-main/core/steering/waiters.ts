import type { Carrier } from "#contract/receipt.ts";
import type { MessageRecord } from "../records.ts";

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
  /** Takes the one that waits longest, so that no other reply is given to it. */
  claim(sessionId: string): Waiter | undefined;
  /** The carrier of whoever waits longest. */
  carrierOf(sessionId: string): Carrier | undefined;
  has(sessionId: string): boolean;
  /** Takes out all that the predicate names. */
  takeAll(which: (waiter: Waiter) => boolean): Waiter[];
}

/** Who waits for replies, by session, first come first served. */
export const createWaiters = (): Waiters => {
  const bySession = new Map<string, Set<Waiter>>();

  const remove = (waiter: Waiter): boolean => {
    const set = bySession.get(waiter.sessionId);
    const wasThere = set?.delete(waiter) ?? false;
    if (set?.size === 0) bySession.delete(waiter.sessionId);
    return wasThere;
  };
  const first = (sessionId: string): Waiter | undefined => bySession.get(sessionId)?.values().next().value;

  return {
    add(waiter) {
      const set = bySession.get(waiter.sessionId);
      if (set) set.add(waiter);
      else bySession.set(waiter.sessionId, new Set([waiter]));
    },
    remove,
    claim(sessionId) {
      const waiter = first(sessionId);
      if (waiter) remove(waiter);
      return waiter;
    },
    carrierOf: (sessionId) => first(sessionId)?.carrier,
    has: (sessionId) => bySession.has(sessionId),
    takeAll(which) {
      const taken = [...bySession.values()].flatMap((set) => Array.from(set).filter(which));
      for (const waiter of taken) remove(waiter);
      return taken;
    },
  };
};
