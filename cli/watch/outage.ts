import { explain } from "../output/explain.ts";
import { note } from "../output/note.ts";
import type { World } from "../world.ts";
import { createPauses } from "./pauses.ts";
import { isProblem, isUnreachable } from "../errors.ts";

/** Whether waiting can help: not when the key is refused, nor when the certificate changed. */
const mayPass = (error: unknown) =>
  (isUnreachable(error) && error.reason !== "certificate") ||
  (isProblem(error) && (error.status === 429 || error.status >= 500));

/** Keeps account of a hub that is away: says so once, and paces the tries. */
export interface Outage {
  /** Waits after a failure, not beyond `mostMilliseconds`. Throws the error again when waiting can't help, or no more. */
  wait(error: unknown, mostMilliseconds: number): Promise<void>;
  /** The hub answered empty, and `isSoon` without having waited (it may be about to end): then the next call must wait. */
  empty(isSoon: boolean, mostMilliseconds: number): Promise<void>;
  /** The hub answered. */
  over(): Promise<void>;
}

/** A hub that is away for longer than `mostAwayMilliseconds` is given up. */
export const createOutage = (world: World, url: string, mostAwayMilliseconds = Number.POSITIVE_INFINITY): Outage => {
  const pauses = createPauses(world.random);
  const soonPauses = createPauses(world.random);
  let awaySince: number | undefined;
  const pause = (milliseconds: number, most: number) => world.pause(Math.min(milliseconds, most), world.ending());
  return {
    async wait(error, most) {
      if (!mayPass(error)) throw error;
      const isFirst = awaySince === undefined;
      awaySince ??= world.now();
      if (world.now() - awaySince >= mostAwayMilliseconds) throw error;
      if (isFirst) await note(world, `${explain(error, url).words}. Trying again until it answers`);
      const asked = isProblem(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
      await pause(Math.max(asked, pauses.next()), most);
    },
    async empty(isSoon, most) {
      if (isSoon) await pause(soonPauses.next(), most);
      else soonPauses.reset();
    },
    async over() {
      pauses.reset();
      if (awaySince !== undefined) await note(world, "the hub answers again");
      awaySince = undefined;
    },
  };
};
