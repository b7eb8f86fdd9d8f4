import { nextOpen, type Waiting } from "./next-open.ts";

type Jump = (seq: number, option: number | null) => void;

let jump: Jump | null = null;

/** The log says how it brings a question into view; returns the way to take that back. */
export const offerJump = (take: Jump): (() => void) => {
  jump = take;
  return () => {
    if (jump === take) jump = null;
  };
};

/**
 * Brings the card of a question or approval into view, with the focus on one of its options (from 0), or on what comes
 * first in it; of an approval on the message, since the first thing there would allow it.
 */
export const jumpToQuestion = (seq: number, option: number | null = null): void => jump?.(seq, option);

/** The message in which the focus is, if any. */
export const focusedSeq = (): number | null => {
  const row = document.activeElement?.closest<HTMLElement>("[data-seq]");
  return row ? Number(row.dataset["seq"]) : null;
};

/** Goes on to the next of what is open after the message in focus; false when there is none. */
export const jumpToNext = (open: readonly Waiting[]): boolean => {
  const target = nextOpen(open, focusedSeq());
  if (target) jumpToQuestion(target.messageSeq);
  return target !== null;
};
