/** Something that is open until it is decided, answered or over. */
export interface Awaited {
  readonly id: string;
}

/** A call that waits for the end of something. */
export interface Waiter<T extends Awaited> {
  readonly id: string;
  readonly sessionId: string;
  readonly machineId: string;
  /** Ends the wait; with nothing when it is as it was. */
  resolve(value: T | undefined): void;
  reject(error: Error): void;
}

/** Who waits for the end of what; several may wait for the same. */
export interface Waiters<T extends Awaited> {
  add(waiter: Waiter<T>): void;
  remove(waiter: Waiter<T>): boolean;
  has(id: string): boolean;
  /** Ends every wait for something that is no longer open. */
  settle(value: T): void;
  /** Ends those that the predicate names, with an error or with nothing. */
  end(which: (waiter: Waiter<T>) => boolean, error?: Error): void;
}

export const createWaiters = <T extends Awaited>(): Waiters<T> => {
  const byId = new Map<string, Set<Waiter<T>>>();
  return {
    add(waiter) {
      const set = byId.get(waiter.id);
      if (set) set.add(waiter);
      else byId.set(waiter.id, new Set([waiter]));
    },
    remove(waiter) {
      const set = byId.get(waiter.id);
      const wasThere = set?.delete(waiter) ?? false;
      if (set?.size === 0) byId.delete(waiter.id);
      return wasThere;
    },
    has: (id) => byId.has(id),
    settle(value) {
      const set = byId.get(value.id);
      byId.delete(value.id);
      for (const waiter of set ?? []) waiter.resolve(value);
    },
    end(which, error) {
      for (const waiter of Array.from(byId.values()).flatMap((set) => Array.from(set).filter(which))) {
        this.remove(waiter);
        if (error === undefined) waiter.resolve(undefined);
        else waiter.reject(error);
      }
    },
  };
};
