const trimmed = (value: number) => value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });

/** A count in a few characters: `950`, `1.2k`, `184k`, `1.5M`. */
export const shortCount = (count: number): string => {
  if (count < 1_000) return String(count);
  if (count < 999_500) return `${trimmed(count / 1_000)}k`;
  return `${trimmed(count / 1_000_000)}M`;
};

/** Dollars with cents; very small sums with as many digits as they need. */
export const dollars = (sum: number): string =>
  sum > 0 && sum < 0.01
    ? `$${sum.toPrecision(1)}`
    : `$${sum.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
