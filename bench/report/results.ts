import { writeFile } from "node:fs/promises";
import { rounded } from "../measure/statistics.ts";
import { isMet, type Row } from "./row.ts";
import type { Surroundings } from "./surroundings.ts";

const roundedDetails = (details: Row["details"]) =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, rounded(value, 4)]));

/** Keeps what was measured in `results.json` beside the bench. */
export const writeResults = async (file: URL, rows: Row[], about: Surroundings, isQuick: boolean): Promise<void> => {
  const found = {
    isQuick,
    machine: about,
    rows: rows.map((row) => ({
      ...row,
      value: rounded(row.value, 4),
      details: roundedDetails(row.details),
      isMet: isMet(row),
    })),
  };
  await writeFile(file, `${JSON.stringify(found, null, 2)}\n`);
};
