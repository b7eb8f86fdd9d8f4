import { BUNDLE_MS } from "./decide.ts";
import type { Situation } from "./happening.ts";
import type { Occurrence } from "./happenings.ts";
import { bundleOf } from "./kinds.ts";

/** An agent that says that it waits and asks within so long needs its person once. */
export const ONE_NEED_MS = 10_000;

/** The newest notification of each session at each target, to which more may be added for a moment. */
export interface Bundles {
  find(personId: string, targetId: string, occurrence: Occurrence): Situation["bundle"];
  /** Counts one more in a notification; gives how many it is about. */
  add(personId: string, targetId: string, occurrence: Occurrence, noticeId: string, now: number): number;
  /** It is gone: nothing is added to it any more. */
  forget(noticeId: string): void;
}

const MOST = 1000;

const keyOf = (personId: string, targetId: string, { sessionId, kind }: Occurrence): string | undefined => {
  const bundle = bundleOf(kind);
  return bundle === null ? undefined : `${personId}\n${targetId}\n${sessionId}\n${bundle}`;
};

export const createBundles = (): Bundles => {
  const known = new Map<string, { noticeId: string; startedAt: number; count: number }>();
  const tidy = (now: number) => {
    for (const [key, { startedAt }] of known) if (Math.abs(now - startedAt) > BUNDLE_MS) known.delete(key);
    if (known.size >= MOST) known.clear();
  };
  return {
    find(personId, targetId, occurrence) {
      const key = keyOf(personId, targetId, occurrence);
      return (key !== undefined && known.get(key)) || null;
    },
    add(personId, targetId, occurrence, noticeId, now) {
      const key = keyOf(personId, targetId, occurrence);
      if (key === undefined) return 1;
      const before = known.get(key);
      if (before?.noticeId === noticeId) {
        before.count += 1;
        return before.count;
      }
      if (known.size >= MOST) tidy(now);
      known.set(key, { noticeId, startedAt: now, count: 1 });
      return 1;
    },
    forget(noticeId) {
      for (const [key, bundle] of known) if (bundle.noticeId === noticeId) known.delete(key);
    },
  };
};
