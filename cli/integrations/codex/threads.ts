import { readdirSync } from "node:fs";
import { join } from "node:path";

const dayMilliseconds = 86_400_000;

/** When a UUIDv7 (RFC 9562) was made, in milliseconds since the epoch. */
const madeAt = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

const two = (value: number) => String(value).padStart(2, "0");

const folderOf = (time: number) => {
  const day = new Date(time);
  return join(String(day.getFullYear()), two(day.getMonth() + 1), two(day.getDate()));
};

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Whether Codex keeps a file for the thread, as it does for those that a person sees. */
export const isOwnThread = (id: string, env: NodeJS.ProcessEnv): boolean => {
  const home = env.CODEX_HOME || join(env.HOME || env.USERPROFILE || "", ".codex");
  const time = madeAt(id);
  if (!Number.isFinite(time)) return false;
  // The folder is called after the local day, which may have been another one in another time zone.
  return [0, -1, 1]
    .map((days) => join(home, "sessions", folderOf(time + days * dayMilliseconds)))
    .some((folder) => namesIn(folder).some((name) => name.endsWith(`-${id}.jsonl`)));
};
