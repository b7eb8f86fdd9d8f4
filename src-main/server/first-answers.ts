import { limits } from "#contract/limits.ts";
import { keyConflict, type Once } from "../core/idempotency.ts";
import type { Clock } from "../core/ports.ts";

export interface FirstAnswers {
  /** Does the work, or gives the answer of the first time again. What failed is done anew. Throws `conflict`. */
  give<T>(once: Once | undefined, work: () => Promise<T>): Promise<T>;
}

interface First {
  requestHash: string;
  at: number;
  answer: Promise<unknown>;
}

const MOST_ANSWERS = 1000;

/**
 * First answers that must not lie on the disk, since they hold a secret that is shown once, or need not: they are kept
 * in memory, so a restart of the hub forgets them.
 */
export const createFirstAnswers = (clock: Clock, hoursKept: number = limits.idempotencyHours): FirstAnswers => {
  const byKey = new Map<string, First>();
  const freshOf = (name: string): First | undefined => {
    const first = byKey.get(name);
    return first !== undefined && first.at > clock() - hoursKept * 3_600_000 ? first : undefined;
  };
  const remember = (name: string, first: First) => {
    byKey.delete(name);
    byKey.set(name, first);
    const [oldest] = byKey.keys();
    if (byKey.size > MOST_ANSWERS && oldest !== undefined) byKey.delete(oldest);
  };
  return {
    async give<T>(once: Once | undefined, work: () => Promise<T>): Promise<T> {
      if (once === undefined) return work();
      const name = JSON.stringify([once.actorId, once.key]);
      const known = freshOf(name);
      if (known !== undefined) {
        if (known.requestHash !== once.requestHash) throw keyConflict();
        return known.answer as Promise<T>;
      }
      const answer = work();
      const first = { requestHash: once.requestHash, at: clock(), answer };
      remember(name, first);
      try {
        return await answer;
      } catch (error) {
        if (byKey.get(name) === first) byKey.delete(name);
        throw error;
      }
    },
  };
};
