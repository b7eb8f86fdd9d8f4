import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Session } from "#contract/session.ts";
import type { Given } from "../arguments.ts";
import { readIfThere, readObject } from "../config/read-file.ts";
import { findTarget, type Target } from "../config/target.ts";
import { type Exit, exits } from "../exits.ts";
import { openDoor } from "../hook/door.ts";
import { oneLine } from "../output/plain.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** A session of this machine that waits for a person. */
interface Waiting {
  readonly id: string;
  readonly title: string;
  readonly agent: string;
  readonly why: "waiting" | "question" | "approval";
  readonly note: string | null;
}

const cachedMilliseconds = 5000;
/** A prompt or a status line is not kept longer than this. */
const patienceMilliseconds = 500;
const longestLine = 80;

const cacheFile = (target: Target) => join(target.folder, "notify.json");

const readCache = (target: Target, now: number): readonly Waiting[] | undefined => {
  const found = readObject(readIfThere(cacheFile(target)) ?? "");
  const age = now - Number(found?.at);
  const isFresh = age >= 0 && age < cachedMilliseconds && found?.identity === target.identity;
  return isFresh && Array.isArray(found.items) ? (found.items as Waiting[]) : undefined;
};

const keepCache = (target: Target, items: readonly Waiting[], now: number): void => {
  mkdirSync(dirname(cacheFile(target)), { recursive: true, mode: 0o700 });
  writeFileSync(cacheFile(target), JSON.stringify({ at: now, identity: target.identity, items }), { mode: 0o600 });
};

const asWaiting = ({ id, title, agent, attention, stateNote }: Session): Waiting[] =>
  attention === null ? [] : [{ id, title, agent: agent.name, why: attention, note: stateNote }];

const ask = async (target: Target): Promise<Waiting[]> => {
  const { items } = await openDoor(target).client.call("listSessions", { query: { limit: "200" } });
  return items.flatMap(asWaiting);
};

const find = async (world: World): Promise<readonly Waiting[]> => {
  const target = findTarget(world);
  const cached = readCache(target, world.now());
  if (cached) return cached;
  const late = new AbortController();
  const asked = ask(target).catch((): Waiting[] => []);
  const items = await Promise.race([asked, world.pause(patienceMilliseconds, late.signal).then((): Waiting[] => [])]);
  late.abort();
  // Also that the hub is away: the next prompt must not wait for it again.
  keepCache(target, items, world.now());
  return items;
};

// tmux takes `#[…]`, `#{…}` and `#(…)` in what it shows as orders.
const harmless = (text: string) => oneLine(text).replace(/#+(?=[[{(,])/g, "");

const asOneLine = (items: readonly Waiting[]): string => {
  if (items.length === 0) return "";
  const names = items.map(({ title, why }) => `${harmless(title)}${why === "question" ? "?" : ""}`);
  const line = `${items.length} waiting: ${names.join(", ")}`;
  return `${line.length > longestLine ? `${line.slice(0, longestLine - 1).toWellFormed()}…` : line}\n`;
};

const asLines = (items: readonly Waiting[]): string =>
  items
    .map(({ why, title, agent, note }) => [why, title, agent, note ?? ""].map(harmless).join("\t").trimEnd())
    .map((line) => `${line}\n`)
    .join("");

/** `muster notify`: what waits for a person on this machine. Nothing, and all is well, when that can't be found out. */
export const run = async ({ options }: Given<typeof verbs.notify.options>, world: World): Promise<Exit> => {
  const items = await find(world).catch((): readonly Waiting[] => []);
  const text = options.json ? `${JSON.stringify(items)}\n` : options.oneline ? asOneLine(items) : asLines(items);
  if (text !== "") await world.stdout.write(text);
  return exits.done;
};
