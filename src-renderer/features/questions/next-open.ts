import type { OpenQuestion } from "../../state/questions.ts";

/** The next open question after a message, round the end; from nowhere the oldest one, and null when there is none. */
export const nextOpen = (open: readonly OpenQuestion[], fromSeq: number | null): OpenQuestion | null =>
  open.find(({ messageSeq }) => fromSeq !== null && messageSeq > fromSeq) ?? open[0] ?? null;

/** The question to show at the box to type in: the oldest open one, while none of those is in view. */
export const hiddenOpen = (
  open: readonly OpenQuestion[],
  { first, last }: { first: number; last: number },
): OpenQuestion | null => {
  const isInView = open.some(({ messageSeq }) => messageSeq >= first && messageSeq <= last);
  return isInView ? null : (open[0] ?? null);
};
