import type { StoreApi } from "zustand/vanilla";
import { ProblemError } from "#client/errors.ts";
import type { Overview } from "#contract/person.ts";
import { applyChanges, fromOverview } from "./apply.ts";
import { type HubState, signedOut } from "./hub-store.ts";
import { pauseMs } from "./line.ts";
import type { NumberedChange } from "./stream-client.ts";

export interface FollowDeps {
  store: StoreApi<HubState>;
  readOverview: () => Promise<Overview>;
  later: (run: () => void, ms: number) => () => void;
  now: () => number;
  random: () => number;
}

export interface Follower {
  /** Reads everything, trying for ever while the hub is away; calls back with where the stream goes on. */
  load: (onLoaded?: (since: number) => void) => void;
  change: (change: NumberedChange) => void;
  close: () => void;
}

const BATCH_MS = 16;

/** Says why nothing could be read; true when a later try may do better. */
const fail = (store: StoreApi<HubState>, error: unknown): boolean => {
  const isRefused = error instanceof ProblemError && error.code === "unauthorized";
  if (isRefused) store.setState(signedOut());
  else store.setState(({ phase }) => ({ phase: phase === "ready" ? "ready" : "failed", error }));
  return !isRefused;
};

/**
 * Keeps the store at what the hub has: an overview, then the changes after it. Changes that come while an overview is
 * on its way are kept, and those that it already has in it are left out.
 */
export const createFollower = ({ store, readOverview, later, now, random }: FollowDeps): Follower => {
  let waiting: NumberedChange[] = [];
  let isLoading = false;
  let stopTimer: (() => void) | null = null;
  let round = 0;

  const flush = () => {
    stopTimer = null;
    if (isLoading || waiting.length === 0) return;
    const changes = waiting;
    waiting = [];
    store.setState(applyChanges(store.getState(), changes));
  };

  const show = (overview: Overview, clockOffsetMs: number) => {
    waiting = waiting.filter((change) => change.seq > overview.since);
    isLoading = false;
    store.setState({
      ...applyChanges(fromOverview(overview), waiting),
      phase: "ready",
      error: null,
      clockOffsetMs,
    });
    waiting = [];
  };

  const attempt = async (mine: number, tries: number, onLoaded?: (since: number) => void): Promise<void> => {
    const sentAt = now();
    try {
      const overview = await readOverview();
      if (mine !== round) return;
      const clockOffsetMs = Date.parse(overview.now) - (sentAt + now()) / 2;
      show(overview, clockOffsetMs);
      onLoaded?.(overview.since);
    } catch (error) {
      if (mine !== round || !fail(store, error)) return;
      stopTimer = later(() => void attempt(mine, tries + 1, onLoaded), pauseMs(tries, random()));
    }
  };

  return {
    load(onLoaded) {
      stopTimer?.();
      stopTimer = null;
      isLoading = true;
      round += 1;
      void attempt(round, 0, onLoaded);
    },
    change(change) {
      waiting.push(change);
      if (!isLoading) stopTimer ??= later(flush, BATCH_MS);
    },
    close() {
      round += 1;
      stopTimer?.();
      stopTimer = null;
      waiting = [];
    },
  };
};
