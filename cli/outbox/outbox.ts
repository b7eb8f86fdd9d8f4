import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { keepFile } from "../config/keep-file.ts";
import { readIfThere } from "../config/read-file.ts";
import { type Delivery, type Entry, readEntry, worthOf } from "./entry.ts";
import { countDropped, forgetDropped, makeRoom, markOf, type OutboxLimits } from "./room.ts";
import { listWaiting, outboxFolder } from "./waiting.ts";

const outboxLimits: OutboxLimits = { entries: 10_000, bytes: 50 * 1024 * 1024 };

/** What waits to be sent, one file each, their names in the order of posting. */
export interface Outbox {
  readonly folder: string;
  names(): string[];
  /** How many were thrown away for want of room since that was last said. */
  dropped(): number;
  /** That was said. */
  forgetDropped(): void;
  /**
   * Puts a delivery behind all that waits; gives its name. Where there is no room, the oldest status lines go, then the oldest
   * words of agents. Throws `Failure` (unreachable) when that does not do.
   */
  add(delivery: Delivery, identity: string): string;
  /** Puts another delivery in the place of one that waits. */
  replace(name: string, entry: Entry): void;
  /** Undefined when another process took it away meanwhile, or when it can't be read (it is then put aside). */
  read(name: string): Entry | undefined;
  /** The hub met an unexpected error over it once more. */
  countTry(name: string, entry: Entry): void;
  remove(name: string): void;
  /** Moves what is refused for good into `failed/`, with the reason; gives the new path. */
  putAside(name: string, reason: string): string;
}

/** The outbox in a client folder; nothing is made before something has to be kept. */
export const openOutbox = (client: string, now: () => number, limits = outboxLimits): Outbox => {
  const folder = outboxFolder(client);
  const pathOf = (name: string) => join(folder, name);
  const putAside = (name: string, reason: string) => {
    const failed = join(folder, "failed");
    mkdirSync(failed, { recursive: true, mode: 0o700 });
    const target = join(failed, name);
    keepFile(`${target}.reason.txt`, `${reason}\n`);
    renameSync(pathOf(name), target);
    return target;
  };
  return {
    folder,
    names: () => listWaiting(folder),
    add(delivery, identity) {
      const names = listWaiting(folder);
      const entry: Entry = { version: 1, at: new Date(now()).toISOString(), identity, tries: 0, delivery };
      const text = `${JSON.stringify(entry)}\n`;
      const worth = worthOf(delivery);
      const size = Buffer.byteLength(text);
      makeRoom(folder, names, { worth, size }, limits);
      // A clock that was set back must not put this one before those that wait.
      const after = Number(names.at(-1)?.slice(0, 15) ?? 0) + 1;
      const name = `${String(Math.max(now(), after)).padStart(15, "0")}-${delivery.key}.${markOf(worth)}${size}.json`;
      keepFile(pathOf(name), text);
      return name;
    },
    read(name) {
      const text = readIfThere(pathOf(name));
      if (text === undefined) return undefined;
      const entry = readEntry(text);
      if (!entry) putAside(name, "This file can't be read as a message");
      return entry;
    },
    replace: (name, entry) => keepFile(pathOf(name), `${JSON.stringify(entry)}\n`),
    dropped: () => countDropped(folder),
    forgetDropped: () => forgetDropped(folder),
    countTry: (name, entry) => keepFile(pathOf(name), `${JSON.stringify({ ...entry, tries: entry.tries + 1 })}\n`),
    remove: (name) => rmSync(pathOf(name), { force: true }),
    putAside,
  };
};
