import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

const mostBytes = 256 * 1024;

/** Writes a line into `hook.log` of the client folder; the one before is kept as `hook.log.1`. Never throws. */
export const logLine = (client: string, words: string): void => {
  try {
    mkdirSync(client, { recursive: true, mode: 0o700 });
    const path = join(client, "hook.log");
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > mostBytes) renameSync(path, `${path}.1`);
    const line = words.replace(/[\r\n]+/g, " · ").slice(0, 2000);
    appendFileSync(path, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  } catch {
    // A full disk or a folder without rights: the agent must not notice.
  }
};
