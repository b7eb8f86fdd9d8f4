const notOfWords = /[^\p{L}\p{N}\p{Mn}\p{Mc}\p{Co}]+/u;
const ideographs = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/gu;
const mayHaveIdeographs = /[\u2E80-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;

/**
 * Scripts without spaces between words get one around each character, in the index and in queries, so that a part of
 * a sentence is found as a phrase.
 */
export const spaced = (text: string): string =>
  mayHaveIdeographs.test(text) ? text.replace(ideographs, " $& ") : text;

/** How two spellings of a word are the same: case and marks such as accents don't count. */
export const fold = (word: string): string =>
  word
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC");

/** The words of a text as the index cuts it; `jwt_verify` and `session.ts` are two each. */
export const wordsOf = (text: string): string[] =>
  spaced(text)
    .split(notOfWords)
    .filter((word) => word !== "");
