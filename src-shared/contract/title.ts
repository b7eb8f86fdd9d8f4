import { z } from "zod";
import { limits } from "./limits.ts";

// Bidirectional embeddings, overrides and isolates, and characters that print nothing. The joiners (U+200C, U+200D)
// and the direction marks stay: emoji and several scripts need them.
const invisible = /[\p{Cc}\u00AD\u200B\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** The title as it is shown: Unicode NFC, no invisible tricks, inner space collapsed, trimmed. */
export const cleanTitle = (title: string): string =>
  title.normalize("NFC").replace(/\s+/gu, " ").replace(invisible, "").replace(/ {2,}/g, " ").trim();

/** What makes two titles the same: cleaned and case-folded (upper, then lower: folds ß and final sigma too). */
export const titleKey = (title: string): string => cleanTitle(title).toUpperCase().toLowerCase().normalize("NFC");

// Fillers (U+3164 and the like) are letters to Unicode that print nothing, as does the empty braille pattern.
/** Whether any of it can be seen. */
export const hasSubstance = (title: string) => /[^\s\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}\u2800]/u.test(title);

export const Title = z
  .string()
  .max(4000, { error: `must have at most ${limits.titleChars} characters`, abort: true })
  .overwrite(cleanTitle)
  .refine(hasSubstance, "must have at least one visible character")
  .refine(
    (title) => Array.from(title).length <= limits.titleChars,
    `must have at most ${limits.titleChars} characters`,
  );
