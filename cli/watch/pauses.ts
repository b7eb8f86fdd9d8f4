const least = 250;
const most = 30_000;

/** Pauses between tries that double from a quarter of a second to half a minute, each with jitter. */
export interface Pauses {
  /** Milliseconds until the next try. */
  next(): number;
  reset(): void;
}

/** `random` gives numbers from 0 to 1: many that lost the same hub must not all come back at once. */
export const createPauses = (random: () => number): Pauses => {
  let tries = 0;
  return {
    next: () => Math.min(most, least * 2 ** Math.min(tries++, 20)) * (0.5 + random() / 2),
    reset: () => {
      tries = 0;
    },
  };
};
