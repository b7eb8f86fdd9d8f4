import { rounded } from "../measure/statistics.ts";
import { isMet, type Row, type Target } from "./row.ts";

const signs: Record<Target["is"], string> = { "at least": ">=", "at most": "<=", under: "<" };

const withUnit = (value: number, unit: Row["unit"]): string => {
  const text = String(rounded(value));
  return unit === "" || unit === "/s" ? `${text}${unit}` : `${text} ${unit}`;
};

const verdict = (row: Row): string => {
  const met = isMet(row);
  if (met === null || row.target === undefined) return "";
  const off = Math.abs(row.value / row.target.value - 1) * 100;
  return met ? "met" : `MISSED by ${rounded(off, 2)} %`;
};

const cells = (row: Row): string[] => [
  row.what,
  withUnit(row.value, row.unit),
  row.target === undefined ? "" : `${signs[row.target.is]} ${withUnit(row.target.value, row.unit)}`,
  verdict(row),
  Object.entries(row.details)
    .map(([name, value]) => `${name} ${rounded(value)}`)
    .join(", "),
];

/** The rows as a table in Markdown, which a terminal shows well enough too. */
export const tableOf = (rows: Row[]): string => {
  const lines = [["what", "measured", "target", "", "made of"], ...rows.map(cells)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  const rule = `|${[...widths, 8].map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [text[0], rule, ...text.slice(1)].join("\n");
};
