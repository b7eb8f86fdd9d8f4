import { limits } from "#contract/limits.ts";

const encoder = new TextEncoder();

/** What the counter says of a text near the limit; null while there is plenty of room. */
export interface Room {
  words: string;
  isOver: boolean;
}

const kib = (bytes: number) =>
  (bytes / 1024).toLocaleString("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** How near a text is to the limit of one message, in UTF-8 bytes. */
export const roomFor = (text: string): Room | null => {
  // A UTF-16 unit is at most three bytes of UTF-8.
  if (text.length * 3 < limits.textBytes * 0.85) return null;
  const bytes = encoder.encode(text).length;
  if (bytes < limits.textBytes * 0.85) return null;
  const isOver = bytes > limits.textBytes;
  const most = limits.textBytes / 1024;
  return isOver
    ? { isOver, words: `${kib(bytes - limits.textBytes)} KiB too long: a message has at most ${most} KiB` }
    : { isOver, words: `${kib(bytes)} of ${most} KiB` };
};
