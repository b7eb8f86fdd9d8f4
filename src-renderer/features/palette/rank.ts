import { defaultFilter } from "cmdk";
import { fold } from "../list/filter.ts";

const hasAllSigns = (text: string, wanted: string): boolean => {
  let from = 0;
  for (const sign of wanted) {
    const at = text.indexOf(sign, from);
    if (at === -1) return false;
    from = at + sign.length;
  }
  return true;
};

// Below this, the letters are so far apart that the person most likely meant something else.
const WEAKEST = 0.05;

const scoreOf = (text: string, words: readonly string[]): number => {
  const scores = words.map((word) => (hasAllSigns(text, word) ? defaultFilter(text, word) : 0));
  return scores.some((score) => score < WEAKEST) ? 0 : scores.reduce((total, score) => total * score, 1);
};

/**
 * The things whose words fit what was typed, best first; fuzzy word by word, so that `rfauth` and `mod auth` both find
 * `Refactor auth module`.
 */
export const rank = <T>(items: readonly T[], typed: string, wordsOf: (item: T) => string, most: number): T[] => {
  const words = fold(typed).split(/\s+/u).filter(Boolean);
  return items
    .map((item) => ({ item, score: scoreOf(fold(wordsOf(item)), words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
};
