// Characters that print nothing or turn the reading order, so that text can say one thing and show another (Unicode
// TR36, TR39; "Trojan Source", CVE-2021-42574). They are shown as small marks. What several scripts and emoji need
// stays as it is: joiners between emoji or in joining scripts, variation selectors after a base, flags' tag sequences.

/** A piece of text as it may be shown: words as they are, or one hidden character, `count` times in a row. */
export type Piece = string | HiddenMark;
export interface HiddenMark {
  codePoint: number;
  count: number;
}

const suspects =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\xAD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200D\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]+/gu;

const flagTags = /\u{1F3F4}[\u{E0020}-\u{E007E}]{1,16}\u{E007F}/gu;
const emojiBefore = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;
const joiningScript =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}]\p{M}*$/u;
const visibleBase = /[^\p{Z}\p{C}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;
const hanBase = /\p{sc=Han}$/u;

const isVariationSelector = (code: number) => code >= 0xfe00 && code <= 0xfe0f;
const isIdeographSelector = (code: number) => code >= 0xe0100 && code <= 0xe01ef;

const belongs = (code: number, before: string, after: string): boolean => {
  if (isVariationSelector(code)) return visibleBase.test(before);
  if (isIdeographSelector(code)) return hanBase.test(before);
  if (code === 0x200d && emojiBefore.test(before)) return emojiAfter.test(after);
  if (code === 0x200c || code === 0x200d) return joiningScript.test(before);
  return false;
};

const piecesOfRun = (run: string, before: string, after: string): Piece[] => {
  const pieces: Piece[] = [];
  let seen = before;
  let rest = run;
  for (const char of run) {
    rest = rest.slice(char.length);
    const code = char.codePointAt(0) ?? 0;
    const last = pieces.at(-1);
    if (belongs(code, seen, rest === "" ? after : rest)) pieces.push(char);
    else if (typeof last === "object" && last.codePoint === code) last.count += 1;
    else pieces.push({ codePoint: code, count: 1 });
    seen = char;
  }
  return pieces;
};

const shortened = (pieces: Piece[]): Piece[] => {
  const most = 8;
  if (pieces.length <= most) return pieces;
  const marks = pieces.slice(most).filter((piece) => typeof piece === "object");
  const count = marks.reduce((sum, mark) => sum + mark.count, 0);
  return count === 0 ? pieces : [...pieces.slice(0, most), { codePoint: marks[0]?.codePoint ?? 0, count }];
};

const flagSpans = (text: string) =>
  text.includes("\u{1F3F4}")
    ? Array.from(text.matchAll(flagTags), (m) => [m.index, m.index + m[0].length] as const)
    : [];

// No script piles up so many on one letter; thousands would hang the page while it is laid out.
const piledUp = /(?<=\p{M}{16})\p{M}+/gu;

const splitPiled = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(piledUp)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    pieces.push({ codePoint: match[0].codePointAt(0) ?? 0, count: Array.from(match[0]).length });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
};

/** Splits text into what can be shown and the hidden characters between. */
export const splitHidden = (text: string): Piece[] =>
  splitPiled(text).flatMap((piece) => (typeof piece === "string" ? splitInvisible(piece) : piece));

const splitInvisible = (text: string): Piece[] => {
  if (text.search(suspects) === -1) return [text];
  const flags = flagSpans(text);
  const pieces: Piece[] = [];
  let words = "";
  let from = 0;
  for (const match of text.matchAll(suspects)) {
    const end = match.index + match[0].length;
    words += text.slice(from, match.index);
    from = end;
    if (flags.some(([start, stop]) => match.index > start && end <= stop)) {
      words += match[0];
      continue;
    }
    const before = text.slice(Math.max(0, match.index - 8), match.index);
    for (const piece of shortened(piecesOfRun(match[0], before, text.slice(end, end + 2)))) {
      if (typeof piece === "string") words += piece;
      else {
        if (words !== "") pieces.push(words);
        words = "";
        pieces.push(piece);
      }
    }
  }
  words += text.slice(from);
  if (words !== "") pieces.push(words);
  return pieces;
};

/** The text without what `splitHidden` would mark. */
export const withoutHidden = (text: string): string =>
  splitHidden(text)
    .filter((piece) => typeof piece === "string")
    .join("");
