import { fold, spaced, wordsOf } from "./words.ts";

const MOST_TERMS = 32;
const PREFIX_CHARS = 3;

/** What a person typed, as an FTS5 expression over the column `text`, and its words for marking what matched. */
export interface Query {
  expression: string;
  words: string[];
  /** When the last word may be the beginning of one: what the rest asks for (null when nothing), and that word, folded. */
  beginning: { rest: string | null; word: string } | null;
}

interface Term {
  text: string;
  words: string[];
  isQuoted: boolean;
}

// Between quotes FTS5 knows no syntax but the doubled quote, and quotes are what separates terms here. Characters
// that print nothing go: a NUL would end the expression in the middle.
const clean = (text: string) => text.replace(/\p{Cc}/gu, " ");

const termsOf = (text: string): Term[] =>
  [...clean(text).matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map(([piece, quoted]) => ({
      text: quoted ?? piece,
      words: wordsOf(quoted ?? piece),
      isQuoted: quoted !== undefined,
    }))
    .filter((term) => term.words.length > 0)
    .slice(0, MOST_TERMS);

const isPrefix = (term: Term): boolean => !term.isQuoted && Array.from(term.words.at(-1) ?? "").length >= PREFIX_CHARS;

const all = (phrases: string[]): string => `text : (${phrases.join(" AND ")})`;

/** The last word alone, if it can be looked for in a text without the index's own ideas of letters. */
const plainBeginning = (last: Term): string | null => {
  const [word, ...others] = last.words.map(fold);
  return isPrefix(last) && others.length === 0 && word !== undefined && /^[a-z0-9]+$/.test(word) ? word : null;
};

/**
 * Reads a search: all words must be there, quoted ones as a phrase, and the last one may be the beginning of a word.
 * A word that the index cuts into several (`jwt_verify`) is a phrase of them. Undefined when there is no word in it.
 */
export const parseQuery = (text: string): Query | undefined => {
  const terms = termsOf(text);
  const last = terms.at(-1);
  if (last === undefined) return undefined;
  const phrases = terms.map((term) => `"${spaced(term.text)}"${term === last && isPrefix(term) ? " *" : ""}`);
  const word = plainBeginning(last);
  return {
    expression: all(phrases),
    beginning: word === null ? null : { rest: phrases.length > 1 ? all(phrases.slice(0, -1)) : null, word },
    words: [...new Set(terms.flatMap((term) => term.words.map(fold)))],
  };
};
