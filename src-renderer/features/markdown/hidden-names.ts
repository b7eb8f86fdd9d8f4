import type { HiddenMark } from "./hidden.ts";

/** Names as in the Unicode character database. */
const names: Readonly<Record<number, string>> = {
  0x00: "null",
  0x07: "bell",
  0x08: "backspace",
  0x1b: "escape",
  0x7f: "delete",
  0xad: "soft hyphen",
  0x34f: "combining grapheme joiner",
  0x115f: "Hangul choseong filler",
  0x1160: "Hangul jungseong filler",
  0x180e: "Mongolian vowel separator",
  0x200b: "zero width space",
  0x200c: "zero width non-joiner",
  0x200d: "zero width joiner",
  0x2028: "line separator",
  0x2029: "paragraph separator",
  0x202a: "left-to-right embedding",
  0x202b: "right-to-left embedding",
  0x202c: "pop directional formatting",
  0x202d: "left-to-right override",
  0x202e: "right-to-left override",
  0x2060: "word joiner",
  0x2061: "function application",
  0x2062: "invisible times",
  0x2063: "invisible separator",
  0x2064: "invisible plus",
  0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate",
  0x2068: "first strong isolate",
  0x2069: "pop directional isolate",
  0x3164: "Hangul filler",
  0xfeff: "zero width no-break space",
  0xffa0: "halfwidth Hangul filler",
};

const nameOf = (code: number): string => {
  const name = names[code];
  if (name !== undefined) return name;
  if (code < 0x20 || (code >= 0x80 && code <= 0x9f)) return "control character";
  if (code >= 0xe0000 && code <= 0xe007f) return "tag character";
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return "variation selector";
  return /\p{M}/u.test(String.fromCodePoint(code)) ? "combining mark, piled up" : "invisible character";
};

const hex = (code: number) => code.toString(16).toUpperCase().padStart(4, "0");

/** What the mark shows, e.g. `202E`, or `200B×12` for a run. */
export const markLabel = ({ codePoint, count }: HiddenMark): string =>
  count === 1 ? hex(codePoint) : `${hex(codePoint)}×${count}`;

/** What its tooltip says, e.g. `hidden: U+202E right-to-left override`. */
export const markTitle = ({ codePoint, count }: HiddenMark): string =>
  `hidden: U+${hex(codePoint)} ${nameOf(codePoint)}${count === 1 ? "" : `, ${count} in a row`}`;
