import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";
import type { Clock } from "./ports.ts";

export type NewId = () => string;

const MAX_SEQ = 0xff_ff_ff_ff;

/** Milliseconds since the epoch that a UUIDv7 carries (RFC 9562, 5.7). */
export const timeOfId = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

const ID_BYTES = 16;

/** Random bytes for one id after the other, drawn for many at once: that is most of what an id costs. */
const createRandomBytes = (): (() => Uint8Array) => {
  const pool = new Uint8Array(ID_BYTES * 256);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += ID_BYTES;
    return pool.subarray(used - ID_BYTES, used);
  };
};

/**
 * Makes UUIDv7 ids that sort by creation also when the clock is set back, within this run and after `lastId` of the
 * runs before.
 */
export const createIds = (clock: Clock, lastId?: string): NewId => {
  let lastMs = lastId === undefined ? 0 : timeOfId(lastId) + 1;
  let seq = 0;
  const random = createRandomBytes();
  return () => {
    const now = clock();
    if (now > lastMs) {
      lastMs = now;
      seq = 0;
    } else if (seq >= MAX_SEQ) {
      lastMs += 1;
      seq = 0;
    } else {
      seq += 1;
    }
    return v7({ msecs: lastMs, seq, random: random() });
  };
};
