const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** The value below which the share `q` (0..1) of the values lies; of none, NaN. */
export const percentile = (values: readonly number[], q: number): number => {
  const ordered = sorted(values);
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * q))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Rounded so that it says no more than was measured. */
export const rounded = (value: number, digits = 3): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
