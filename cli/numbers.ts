import { exits } from "./exits.ts";
import { Failure } from "./failure.ts";

/** A fraction from `3/7`, `0.4` or `40%`. Throws `Failure` (invalid) for what lies outside 0 to 1 or is no number. */
export const readProgress = (text: string): number => {
  const [, amount = "", percent, whole] =
    /^(\d+(?:\.\d+)?)(?:(%)|\/(\d+(?:\.\d+)?))?$/.exec(text.replace(/\s/g, "")) ?? [];
  const fraction = Number(amount || Number.NaN) / (percent ? 100 : Number(whole ?? 1));
  if (fraction >= 0 && fraction <= 1) return fraction;
  throw new Failure(exits.invalid, `--progress ${text}: give it as 3/7, 0.4 or 40%`);
};

/** A whole number within bounds from an option's value. Throws `Failure` (invalid). */
export const readCount = (option: string, text: string, [least, most]: readonly [number, number]): number => {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least && count <= most) return count;
  throw new Failure(exits.invalid, `--${option} ${text}: must be a whole number from ${least} to ${most}`);
};

/** Seconds, fractions allowed, from an option's value. Throws `Failure` (invalid). */
export const readSeconds = (option: string, text: string): number => {
  const seconds = /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isNaN(seconds)) return seconds;
  throw new Failure(exits.invalid, `--${option} ${text}: must be a number of seconds`);
};

/** One of the words that an option knows. Throws `Failure` (invalid) that names them. */
export const readChoice = <T extends string>(option: string, text: string, known: Readonly<Record<T, unknown>>): T => {
  if (Object.hasOwn(known, text)) return text as T;
  throw new Failure(exits.invalid, `--${option} ${text}: must be one of ${Object.keys(known).join(", ")}`);
};
