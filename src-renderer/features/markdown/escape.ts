import { type HiddenMark, type Piece, splitHidden } from "./hidden.ts";
import { markLabel, markTitle } from "./hidden-names.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => entities[char] ?? char);

const markSpan = (piece: HiddenMark) =>
  `<span class="md-hidden" role="img" aria-label="${markTitle(piece)}" title="${markTitle(piece)}">${markLabel(piece)}</span>`;

/** More marks than this in one text are written as plain words, so that no text can make thousands of elements. */
const mostMarks = 100;

/** Marks hidden characters in HTML whose tags and entities hold none. */
export const markHtml = (html: string): string => {
  let marks = 0;
  const shown = (piece: Piece) => {
    if (typeof piece === "string") return piece;
    marks += 1;
    return marks > mostMarks ? `[${markLabel(piece)}]` : markSpan(piece);
  };
  return splitHidden(html).map(shown).join("");
};

/** Text as HTML: escaped, hidden characters marked. */
export const textHtml = (text: string): string => markHtml(escapeHtml(text));
