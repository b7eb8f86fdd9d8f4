/** Something in a discussion that waits for a person, and the number of its message. */
export interface Waiting {
  messageSeq: number;
}

/** The next open one after a message, round the end; from nowhere the oldest one, and null when there is none. */
export const nextOpen = <T extends Waiting>(open: readonly T[], fromSeq: number | null): T | null =>
  open.find(({ messageSeq }) => fromSeq !== null && messageSeq > fromSeq) ?? open[0] ?? null;

/** The one to show at the box to type in: the oldest open one, while none of those is in view. */
export const hiddenOpen = <T extends Waiting>(
  open: readonly T[],
  { first, last }: { first: number; last: number },
): T | null => {
  const isInView = open.some(({ messageSeq }) => messageSeq >= first && messageSeq <= last);
  return isInView ? null : (open[0] ?? null);
};
