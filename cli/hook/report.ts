import { mkdirSync, writeFileSync } from "node:fs";
import { sep } from "node:path";
import type { Report } from "#contract/machine.ts";
import { readIfThere } from "../config/read-file.ts";

// Beside the contract's list, which would bring its schema library along.
const known: readonly Report[] = ["states", "messages", "tools"];
// Joined by hand: the first use of node:path costs what a hook can do without.
const pathIn = (client: string) => `${client}${sep}report`;
const read = (client: string): Report | undefined =>
  known.find((report) => report === readIfThere(pathIn(client))?.trim());

/** How much this machine tells the hub, as the hub last said. Before it did, all: the hub leaves out what is too much. */
export const readReport = read;

/** Keeps what the hub said, for the next hook call. */
export const keepReport = (client: string, report: Report): void => {
  if (!known.includes(report)) return;
  mkdirSync(client, { recursive: true, mode: 0o700 });
  writeFileSync(pathIn(client), `${report}\n`, { mode: 0o600 });
};
