// At least two kinds of characters in one long word, as tokens have them; ordinary words and paths don't.
const longWord = /(?<![\w-])(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Za-z])[\w-]{16,}/;
const marks =
  /-----BEGIN|:\/\/[^\s/@]+@|\b(?:pass|passwd|password|secret|token|bearer|basic|key|auth|pwd)\w*["']?\s*[:= ]/i;
// Base64 of binary data, which has its own characters.
const base64 = /[A-Za-z0-9+/]{40,}/;

/**
 * Whether a text may hold a secret, so that the scanner is worth loading: it is for one tool call in many. It says yes rather
 * too often than too seldom.
 */
export const mayHoldSecret = (text: string): boolean => marks.test(text) || longWord.test(text) || base64.test(text);
