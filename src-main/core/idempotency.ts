import { limits } from "#contract/limits.ts";
import { HubError } from "./errors.ts";
import type { Clock } from "./ports.ts";
import type { Store, WriteTx } from "./store.ts";

/** A request that its sender may repeat: the same key gives the first answer again. */
export interface Once {
  /** The machine or person that sent it. */
  actorId: string;
  key: string;
  /** SHA-256 over method, address and body. */
  requestHash: string;
}

export interface OnceResult<T> {
  value: T;
  /** True when this is the first answer given again and nothing was done now. */
  isReplay: boolean;
}

export type WriteOnce = <T>(once: Once | undefined, work: (tx: WriteTx) => Promise<T>) => Promise<OnceResult<T>>;

/** The answer to a key that comes again with another request. */
export const keyConflict = () =>
  new HubError("conflict", "This Idempotency-Key was used for another request. Use a new key for each new request.");

/** Makes a `write` that keeps the result beside what it wrote, in the same transaction. */
export const createWriteOnce =
  (store: Store, clock: Clock): WriteOnce =>
  async (once, work) => {
    if (once === undefined) return { value: await store.write(work), isReplay: false };
    return store.write(async (tx) => {
      const now = clock();
      const first = await tx.idempotency.find(once.actorId, once.key);
      const isFresh = first !== undefined && first.at > now - limits.idempotencyHours * 3_600_000;
      if (first !== undefined && isFresh) {
        if (first.requestHash !== once.requestHash) throw keyConflict();
        return { value: first.result as never, isReplay: true };
      }
      if (first !== undefined) await tx.idempotency.remove(once.actorId, once.key);
      const value = await work(tx);
      await tx.idempotency.insert({
        machineId: once.actorId,
        key: once.key,
        requestHash: once.requestHash,
        result: value,
        at: now,
      });
      return { value, isReplay: false };
    });
  };
