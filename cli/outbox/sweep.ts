import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const strayAfterMilliseconds = 3_600_000;

/** Removes the drafts of processes that were killed while they wrote. */
export const sweepDrafts = (outbox: string, now: number): void => {
  for (const name of existsSync(outbox) ? readdirSync(outbox) : []) {
    if (!/^\.\d+-\w+\.tmp$/.test(name)) continue;
    const path = join(outbox, name);
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (at < now - strayAfterMilliseconds) rmSync(path, { force: true });
  }
};
