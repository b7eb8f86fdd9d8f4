const SETTLE_MS = 400;

/**
 * Tells whether what stands on the screen has just moved. A click or key that comes then was meant for what stood there
 * before, and must not allow something that nobody looked at. `now` is in milliseconds.
 */
export const createSettling = (now: () => number) => {
  let movedAt = Number.NEGATIVE_INFINITY;
  return {
    moved: () => {
      movedAt = now();
    },
    isSettled: () => now() - movedAt >= SETTLE_MS,
  };
};

/** Whether something that was there has another place now. What comes after it moves nothing. */
export const hasMoved = (before: readonly { key: string }[], after: readonly { key: string }[]): boolean =>
  before.some(({ key }, at) => after[at]?.key !== key);
