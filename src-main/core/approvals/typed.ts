/** A decision that was typed like a reply. */
export interface TypedDecision {
  decision: "allow" | "deny";
  /** The word that stands where the code must be, in lower case. */
  word: string;
  note: string | undefined;
  /** Nothing else was typed: it can hardly be meant as a sentence. */
  isAlone: boolean;
}

const decisions = { approve: "allow", deny: "deny" } as const;

const pattern = /^\s*(approve|deny)\s+(\S+)([^]*)$/i;
const escaped = /^(\s*)\\(?=(?:approve|deny)(?:\s|$))/i;

/** What is at the end of a word but hardly part of it. */
const trailing = /[.,;:!?]+$/;

/** Reads `approve CODE` and `deny CODE words`; undefined for any other text. */
export const readTyped = (text: string): TypedDecision | undefined => {
  const match = pattern.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const decision = decisions[match[1].toLowerCase() as keyof typeof decisions];
  const note = match[3]?.trim() ?? "";
  const word = match[2].toLowerCase();
  const bare = word.replace(trailing, "");
  return { decision, word: bare === "" ? word : bare, note: note === "" ? undefined : note, isAlone: note === "" };
};

/** The text without the backslash by which such words are sent to the agent after all. */
export const withoutEscape = (text: string): string => text.replace(escaped, "$1");

/** Every code has a digit; a word of this form in such a place is one, or one that was mistyped. */
const codeLike = /^(?=.*\d)[a-z0-9]{3,6}$/;

/** What begins like a code, and what is as long as one. */
const mistyped = (word: string): boolean => {
  const begin = /[a-z0-9]+/.exec(word)?.[0] ?? "";
  return codeLike.test(begin) || /^[a-z]{4}$/.test(begin);
};

/**
 * Whether a decision is meant: a sentence of more words has one only where a code stands in the right place. While the
 * agent asks for one (`isAsked`), what may be a code that was mistyped must not reach it.
 */
export const isMeant = ({ isAlone, word }: TypedDecision, isAsked: boolean): boolean =>
  isAlone || codeLike.test(word) || (isAsked && mistyped(word));

const MOST_SHOWN = 20;

/** Why a word is no code at all; undefined when it may be one. */
export const whyNoCode = (word: string): string | undefined => {
  const characters = Array.from(word);
  const { length } = characters;
  const shown = length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN).join("")}…` : word;
  if (length !== 4) return `An approval's code has 4 letters and digits; “${shown}” has ${length}.`;
  return /^[a-z0-9]{4}$/.test(word) ? undefined : `An approval's code has 4 letters and digits; “${shown}” is none.`;
};
