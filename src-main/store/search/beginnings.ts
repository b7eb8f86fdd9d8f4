import type { Source } from "./source.ts";
import { fold, wordsOf } from "./words.ts";

/** So much is read in the hope that the page is full then. */
const MOST_READ = 400;
const MOST_CHARS = 400_000;
/** After so many it shows whether there is hope. */
const FIRST_LOOK = 100;
const isHopeless = (found: number, limit: number): boolean => found < (limit * FIRST_LOOK) / MOST_READ / 2;

const isPlain = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** Makes the test whether a word of a text begins like this one, which is of plain small letters and digits. */
export const beginsLike = (word: string): ((text: string) => boolean) => {
  const pattern = new RegExp(`(?<![a-z0-9])${word}`, "i");
  return (text) => (isPlain(text) ? pattern.test(text) : wordsOf(text).some((other) => fold(other).startsWith(word)));
};

interface Wanted {
  word: string;
  limit: number;
  /** The newest messages that have everything else that was asked for, at most so many. */
  candidates: (most: number) => number[];
}

/**
 * Looks for a beginning of a word among the newest messages by reading them. For a beginning that half of all messages
 * have, the index would first gather them all, which takes it tens of milliseconds in a million. Returns undefined when
 * that many are not among them: then the index has not much to gather.
 */
export const findBeginning = (source: Source, { word, limit, candidates }: Wanted): number[] | undefined => {
  const numbers = candidates(MOST_READ);
  const matches = beginsLike(word);
  const found: number[] = [];
  const isAll = numbers.length < MOST_READ;
  let read = 0;
  let chars = 0;
  for (const { globalSeq, text } of source.texts(numbers)) {
    if (matches(text)) found.push(globalSeq);
    if (found.length === limit) return found;
    read += 1;
    chars += text.length;
    if (chars > MOST_CHARS || (!isAll && read === FIRST_LOOK && isHopeless(found.length, limit))) return undefined;
  }
  return isAll ? found : undefined;
};
