import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "#contract/machine.ts";
import { readIfThere } from "../config/read-file.ts";

// Beside the contract's list, which would bring its schema library along.
const known: readonly Report[] = ["states", "messages", "tools"];
const pathIn = (client: string) => join(client, "report");
const read = (client: string) => known.find((report) => report === readIfThere(pathIn(client))?.trim());

/** How much this machine tells the hub, as the hub last said; all of it before that: the hub leaves out the rest. */
export const readReport = (client: string): Report => read(client) ?? "tools";

/** Keeps what the hub said, for the next hook call. */
export const keepReport = (client: string, report: Report): void => {
  if (!known.includes(report) || read(client) === report) return;
  mkdirSync(client, { recursive: true, mode: 0o700 });
  writeFileSync(pathIn(client), `${report}\n`, { mode: 0o600 });
};
