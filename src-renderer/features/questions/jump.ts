type Jump = (seq: number, option: number | null) => void;

let jump: Jump | null = null;

/** The log says how it brings a question into view; returns the way to take that back. */
export const offerJump = (take: Jump): (() => void) => {
  jump = take;
  return () => {
    if (jump === take) jump = null;
  };
};

/** Brings a question's card into view, with the focus on one of its options (from 0), or on what comes first in it. */
export const jumpToQuestion = (seq: number, option: number | null = null): void => jump?.(seq, option);
