// At least two kinds of characters in one long word, as tokens have them; ordinary words and paths don't.
const longWord = /(?<![\w-])(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Za-z])[\w-]{16,}/;
// A name such as DB_PASSWORD or clientSecret before its value; alone, such a word must begin one.
const marks =
  /-----BEGIN|:\/\/[^\s/@]+@|\b(?:pass|passwd|password|secret|token|bearer|basic|key|auth|pwd)\w*["']?\s*[:= ]|(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|credential)s?["']?\s*[:=]/i;
const options = /\s(?:-u|--user)[ =]?["']?[^\s:"']+:|\b(?:mysql|mariadb)\w*\s(?:[^\n]*\s)?-p\S|\bsshpass\s/;
// Key ids may be without a digit.
const keyIds = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/;
// Base64 of binary data, which has its own characters.
const base64 = /[A-Za-z0-9+/]{40,}/;

/**
 * Whether a text may hold a secret, so that the scanner is worth loading: it is for one tool call in many. It says yes rather
 * too often than too seldom.
 */
export const mayHoldSecret = (text: string): boolean =>
  [marks, longWord, base64, options, keyIds].some((pattern) => pattern.test(text));
