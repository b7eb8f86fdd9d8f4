import { appendFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { Worth } from "./entry.ts";

export interface OutboxLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** What a name tells of its entry, so that none need be read to make room. */
interface Weight {
  readonly worth: Worth;
  readonly size: number;
}

const marks = { status: "s", info: "i", kept: "k" } as const satisfies Record<Worth, string>;
export const markOf = (worth: Worth): string => marks[worth];

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const weigh = (folder: string, name: string): Weight => {
  const [, mark, size] = /\.([sik])(\d+)\.json$/.exec(name) ?? [];
  const worth = mark === "s" ? "status" : mark === "i" ? "info" : "kept";
  return { worth, size: size === undefined ? sizeOf(join(folder, name)) : Number(size) };
};

// A byte for each: several processes may count at the same time, and a killed one loses nothing.
const droppedFile = (folder: string) => join(folder, "dropped");

/** How many entries were thrown away since that was last said. */
export const countDropped = (folder: string): number => sizeOf(droppedFile(folder));

export const forgetDropped = (folder: string): void => rmSync(droppedFile(folder), { force: true });

const fullWords = (count: number, folder: string) =>
  `The hub can't be reached and the outbox is full (${count} messages in ${folder}): this one was not kept`;

/**
 * Throws away what is worth least, oldest first, until one more has room. Throws `Failure` (unreachable), with nothing thrown
 * away, when all that waits is worth more than that.
 */
export const makeRoom = (folder: string, names: readonly string[], next: Weight, limits: OutboxLimits): void => {
  const all = names.map((name) => ({ name, ...weigh(folder, name) }));
  let bytes = all.reduce((sum, { size }) => sum + size, next.size);
  let count = all.length + 1;
  const hasRoom = () => count <= limits.entries && bytes <= limits.bytes;
  if (hasRoom()) return;
  const leastFirst = (["status", "info"] as const).flatMap((worth) => all.filter((entry) => entry.worth === worth));
  const going: string[] = [];
  for (const { name, size, worth } of leastFirst) {
    if (hasRoom()) break;
    if (next.worth === "status" && worth === "info") break;
    going.push(name);
    bytes -= size;
    count -= 1;
  }
  if (!hasRoom()) throw new Failure(exits.unreachable, fullWords(all.length, folder));
  for (const name of going) rmSync(join(folder, name), { force: true });
  appendFileSync(droppedFile(folder), "x".repeat(going.length), { mode: 0o600 });
};
