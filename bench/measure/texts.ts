import { randomOf } from "./random.ts";

const SYLLABLES = "ka to mi re lo sun der ti pa ve no ri gal se du fo ble tra ci mo".split(" ");
const WORDS = 20_000;

/** A word for each number: short ones for the small numbers, as in any language. */
const wordOf = (rank: number): string => {
  let word = "";
  for (let rest = rank + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word;
};

export const vocabulary: readonly string[] = Array.from({ length: WORDS }, (_, rank) => wordOf(rank));

/** How far down the list of words 1/rank has used up which share of all words in use (Zipf's law). */
const shares = (): Float64Array => {
  const upTo = new Float64Array(WORDS);
  let sum = 0;
  for (let rank = 0; rank < WORDS; rank += 1) {
    sum += 1 / (rank + 3);
    upTo[rank] = sum;
  }
  return upTo.map((share) => share / sum);
};

const findShare = (upTo: Float64Array, share: number): number => {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] as number) < share) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Makes texts whose words are as common and as rare as those of people: what a full-text index has to stand. */
export const createTexts = (seed: number): ((words: number) => string) => {
  const random = randomOf(seed);
  const upTo = shares();
  return (words) => `${Array.from({ length: words }, () => vocabulary[findShare(upTo, random())]).join(" ")}.`;
};

/** Words of one message: a few to a few dozen, as status posts have. */
export const lengthOf = (random: () => number): number => 6 + Math.floor(random() * random() * 60);
