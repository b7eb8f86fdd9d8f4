import { join } from "node:path";
import { keepFile } from "./keep-file.ts";
import { readIfThere, readObject } from "./read-file.ts";

/** What this user's machine knows of its hub; the hub writes the same file for its own machine. */
export interface HubFile {
  url: string;
  key: string;
  fingerprint?: string;
  /** For curl, where there is no Node. */
  publicKeyPin?: string;
  hub?: { name: string; version: string };
  machine?: { id: string; name: string };
}

const pathIn = (folder: string) => join(folder, "hub.json");
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const pairOf = <A extends string, B extends string>(value: unknown, a: A, b: B) => {
  const { [a]: first, [b]: second } = (value ?? {}) as Record<A | B, unknown>;
  return isText(first) && isText(second) ? ({ [a]: first, [b]: second } as Record<A | B, string>) : undefined;
};

/** Reads `hub.json`; undefined when there is none that can be used. */
export const readHubFile = (folder: string): HubFile | undefined => {
  const text = readIfThere(pathIn(folder));
  const found = text === undefined ? undefined : readObject(text);
  if (!found || !isText(found.url) || !isText(found.key)) return undefined;
  const hub = pairOf(found.hub, "name", "version");
  const machine = pairOf(found.machine, "id", "name");
  return {
    url: found.url,
    key: found.key,
    ...(isText(found.fingerprint) ? { fingerprint: found.fingerprint } : {}),
    ...(isText(found.publicKeyPin) ? { publicKeyPin: found.publicKeyPin } : {}),
    ...(hub ? { hub } : {}),
    ...(machine ? { machine } : {}),
  };
};

/** Keeps it, readable by this user only. */
export const writeHubFile = (folder: string, file: HubFile): void =>
  keepFile(pathIn(folder), `${JSON.stringify({ version: 1, ...file }, null, 2)}\n`);
