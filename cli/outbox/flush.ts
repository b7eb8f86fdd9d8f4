import { join } from "node:path";
import type { PostMessageAnswer } from "#contract/message.ts";
import type { ProblemError } from "#client/errors.ts";
import { keepTouching, waitForLock } from "../config/lock.ts";
import type { Hub } from "../http/hub.ts";
import { explain } from "../output/explain.ts";
import type { World } from "../world.ts";
import { canWait } from "./entry.ts";
import { sayDropped } from "./dropped.ts";
import type { Outbox } from "./outbox.ts";
import { sweepDrafts } from "./sweep.ts";
import { deliverWaiting, letGo } from "./with-files.ts";
import { isProblem } from "../errors.ts";

export interface Flushed {
  /** What was sent, by its name in the outbox. */
  sent: Map<string, PostMessageAnswer | undefined>;
  /** What the hub refused for good, by name: why, and where it lies now. */
  failed: Map<string, { reason: string; error: ProblemError; path: string }>;
  /** What stopped the sending; the rest still waits. */
  stopped?: unknown;
  /** Another process is sending. */
  isBusy: boolean;
}

const mostTries = 3;

// The key, not the message, is what such an answer is about: the message waits for a better one.
const isAboutKey = (error: ProblemError) => error.code === "unauthorized" || error.code === "tls-required";
const isFinal = (error: ProblemError) => !canWait(error) && !isAboutKey(error);

/**
 * Sends what waits for this hub, in order, until all is sent or the hub can't be reached. One process sends at a time; the
 * keys of the deliveries keep even two at once from doubling anything.
 */
export const flush = async (hub: Hub, outbox: Outbox, world: World, lockMilliseconds: number): Promise<Flushed> => {
  const result: Flushed = { sent: new Map(), failed: new Map(), isBusy: false };
  const held = await waitForLock(join(outbox.folder, ".lock"), world.pause, lockMilliseconds);
  if (!held) return { ...result, isBusy: true };

  const sendOne = async (name: string): Promise<"next" | "stop"> => {
    const entry = outbox.read(name);
    if (entry?.identity !== hub.target.identity) return "next";
    try {
      result.sent.set(name, await deliverWaiting(hub, sayDropped(outbox, name, entry)));
      outbox.remove(name);
      await letGo(hub, entry.delivery);
      return "next";
    } catch (error) {
      const refusal = isProblem(error) && isFinal(error) ? error : undefined;
      const isUnlucky = refusal && refusal.status >= 500 && entry.tries + 1 < mostTries;
      if (isUnlucky) outbox.countTry(name, entry);
      if (refusal && !isUnlucky) {
        const reason = explain(refusal, hub.url).words;
        result.failed.set(name, { reason, error: refusal, path: outbox.putAside(name, reason) });
        return "next";
      }
      result.stopped = error;
      return "stop";
    }
  };

  const stopTouching = keepTouching(held);
  try {
    sweepDrafts(outbox.folder, world.now());
    const seen = new Set<string>();
    for (;;) {
      const fresh = outbox.names().filter((name) => !seen.has(name));
      if (fresh.length === 0) return result;
      for (const name of fresh) {
        seen.add(name);
        if ((await sendOne(name)) === "stop") return result;
      }
    }
  } finally {
    stopTouching();
    held.release();
  }
};
