import { rmSync } from "node:fs";
import { join } from "node:path";
import { keepFile } from "../config/keep-file.ts";
import { readIfThere, readObject } from "../config/read-file.ts";

/** The device key by which this user acts for a person, and the hub that it is for. */
export interface PersonFile {
  url: string;
  key: string;
  fingerprint?: string;
  person: { name: string; role: string };
}

const pathIn = (folder: string) => join(folder, "person.json");
const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Reads `person.json`; undefined when there is none that can be used. */
export const readPersonFile = (folder: string): PersonFile | undefined => {
  const text = readIfThere(pathIn(folder));
  const found = text === undefined ? undefined : readObject(text);
  const [url, key, fingerprint] = [textOf(found?.url), textOf(found?.key), textOf(found?.fingerprint)];
  if (url === undefined || key === undefined) return undefined;
  const { name, role } = (found?.person ?? {}) as Record<string, unknown>;
  const person = { name: textOf(name) ?? "", role: textOf(role) ?? "" };
  return { url, key, ...(fingerprint === undefined ? {} : { fingerprint }), person };
};

/** Keeps it, readable by this user only. */
export const writePersonFile = (folder: string, file: PersonFile): void =>
  keepFile(pathIn(folder), `${JSON.stringify({ version: 1, ...file }, null, 2)}\n`);

export const removePersonFile = (folder: string): void => rmSync(pathIn(folder), { force: true });
