import { foldLines } from "./code.ts";

const mostChars = 6_000;
const mostLines = 90;
/** What a fence is taken to show at most: a longer one folds by itself. */
const charsOfFolded = 80 * foldLines;

interface Size {
  lines: number;
  chars: number;
}

const fence = /^ {0,3}(`{3,}|~{3,})/;

const sizeOf = (text: string): Size => {
  const size: Size = { lines: 0, chars: 0 };
  let inside: (Size & { mark: string }) | null = null;
  const leave = () => {
    size.lines += Math.min(inside?.lines ?? 0, foldLines);
    size.chars += Math.min(inside?.chars ?? 0, charsOfFolded);
    inside = null;
  };
  for (const line of text.split("\n")) {
    const mark = fence.exec(line)?.[1];
    if (inside && mark?.startsWith(inside.mark)) leave();
    else if (!inside && mark) inside = { mark, lines: 0, chars: 0 };
    else {
      const counted: Size = inside ?? size;
      counted.lines += 1;
      counted.chars += line.length + 1;
    }
  }
  leave();
  return size;
};

/** Whether a message is so long that only its beginning is shown at first; a long block of code folds by itself. */
export const isLongText = (text: string): boolean => {
  if (text.length < mostLines) return false;
  const { lines, chars } = sizeOf(text);
  return lines > mostLines || chars > mostChars;
};

const longWord = /\S{300}/;

/**
 * Whether a text has such long words that laying them out with the font's fine points would take seconds: joined and
 * kerned letters can't be broken anywhere without shaping the rest again.
 */
export const isDenseText = (text: string): boolean => longWord.test(text);
