import { readFile, writeFile } from "node:fs/promises";
import { rounded } from "../measure/statistics.ts";
import { isMet, type Row } from "./row.ts";
import type { Surroundings } from "./surroundings.ts";

interface KeptRow extends Row {
  isMet: boolean | null;
  /** Where it was measured, when that was not in the run of the others. */
  machine?: Surroundings;
}

interface Kept {
  isQuick: boolean;
  /** Of the last whole run. */
  machine: Surroundings;
  rows: KeptRow[];
}

const roundedDetails = (details: Row["details"]) =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, rounded(value, 4)]));

const kept = (row: Row): KeptRow => ({
  ...row,
  value: rounded(row.value, 4),
  details: roundedDetails(row.details),
  isMet: isMet(row),
});

const write = (file: URL, found: Kept) => writeFile(file, `${JSON.stringify(found, null, 2)}\n`);

/** Keeps what was measured in `results.json` beside the bench. */
export const writeResults = (file: URL, rows: Row[], machine: Surroundings): Promise<void> =>
  write(file, { isQuick: false, machine, rows: rows.map(kept) });

/** Puts these rows in the place of those with their names, and new ones at the end, each with where it was measured. */
export const mergeResults = async (file: URL, rows: Row[], machine: Surroundings): Promise<void> => {
  const before = JSON.parse(await readFile(file, "utf8")) as Kept;
  const found = new Map(before.rows.map((row) => [row.what, row]));
  for (const row of rows) found.set(row.what, { ...kept(row), machine });
  await write(file, { ...before, rows: [...found.values()] });
};
