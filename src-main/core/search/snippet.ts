import type { SnippetPart } from "#contract/search.ts";

const AROUND = 70;
const MOST = 220;

/** One unit for one unit, so that places in the folded text are places in the text. */
const withoutMarks = (char: string) => {
  const plain = char.normalize("NFD").replace(/\p{M}/gu, "");
  return plain.length === char.length ? plain : char;
};

const fold = (text: string) => text.toLowerCase().replace(/[^\p{ASCII}]/gu, withoutMarks);

const escape = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The place, or the one before it when it lies inside a surrogate pair. */
const wholeAt = (text: string, index: number) => (/[\uDC00-\uDFFF]/.test(text.charAt(index)) ? index - 1 : index);

const patternOf = (words: string[]): RegExp | undefined => {
  const wanted = words.filter((word) => word !== "");
  if (wanted.length === 0) return undefined;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.map(escape).join("|")})`, "gu");
};

/** Cuts the piece at `from`, with what matches in it marked. */
const mark = (flat: string, folded: string, from: number, pattern: RegExp): SnippetPart[] => {
  const to = wholeAt(flat, from + MOST);
  const piece = flat.slice(from, to);
  const parts: SnippetPart[] = [];
  const add = (part: string, hit: boolean) => {
    if (part !== "") parts.push({ text: part, hit });
  };
  let done = 0;
  for (const match of folded.slice(from, to).matchAll(pattern)) {
    add(piece.slice(done, match.index), false);
    add(piece.slice(match.index, match.index + match[0].length), true);
    done = match.index + match[0].length;
  }
  add(piece.slice(done), false);
  if (from > 0 && parts[0]) parts[0] = { ...parts[0], text: `…${parts[0].text}` };
  return parts;
};

/**
 * Makes the function that cuts a piece around the first match out of a text and marks the words in it that matched;
 * they are given as the index folds them.
 */
export const snippetCutter = (words: string[]): ((text: string) => SnippetPart[]) => {
  const pattern = patternOf(words);
  return (text) => {
    const flat = text.replace(/\s{2,}|[^\S ]/g, " ").trim();
    const folded = fold(flat);
    if (pattern === undefined || folded.length !== flat.length) {
      return [{ text: flat.slice(0, wholeAt(flat, MOST)), hit: false }];
    }
    return mark(flat, folded, wholeAt(flat, Math.max(0, folded.search(pattern) - AROUND)), pattern);
  };
};
