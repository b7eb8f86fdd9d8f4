import { oneLine } from "./plain.ts";

// East Asian wide characters and emoji take two columns, marks that combine none (a close fit to Unicode's UAX 11).
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const without = /[\p{Mn}\p{Me}\p{Cf}\ufe0f]/u;

/** Columns that a character takes on a terminal. */
const widthOfOne = (character: string) => (without.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number => Array.from(text).reduce((sum, one) => sum + widthOfOne(one), 0);

/** A text cut to so many columns, with an ellipsis where something is missing. */
export const fit = (text: string, columns: number): string => {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  let used = 0;
  for (const character of text) {
    used += widthOfOne(character);
    if (used > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
};

const padTo = (text: string, columns: number) => text + " ".repeat(Math.max(0, columns - widthOf(text)));

/** Rows in aligned columns; the `flexible` one gives way where the terminal is narrow. */
export const alignRows = (
  rows: readonly (readonly string[])[],
  options: { columns: number; flexible: number },
): string[][] => {
  const clean = rows.map((row) => row.map(oneLine));
  const widths = (clean[0] ?? []).map((_, index) => Math.max(...clean.map((row) => widthOf(row[index] ?? ""))));
  const gaps = 2 * (widths.length - 1);
  const fixed = widths.reduce((sum, width, index) => (index === options.flexible ? sum : sum + width), gaps);
  const room = Math.max(12, options.columns - fixed);
  return clean.map((row) =>
    row.map((cell, index) => {
      const width = index === options.flexible ? Math.min(widths[index] ?? 0, room) : (widths[index] ?? 0);
      return index === row.length - 1 ? fit(cell, width) : padTo(fit(cell, width), width);
    }),
  );
};
