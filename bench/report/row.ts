/** A target: the figure must be at least, at most, or under the value. */
export interface Target {
  is: "at least" | "at most" | "under";
  value: number;
}

/** One line of the report. */
export interface Row {
  what: string;
  /** Times are in ms, memory in KB or MB, as the unit says; a ratio has none. */
  unit: "" | "ms" | "KB" | "MB" | "%" | "/s";
  value: number;
  target?: Target;
  /** The figures that it was made of, and others that help to judge it. */
  details: Record<string, number>;
}

export const isMet = ({ value, target }: Row): boolean | null => {
  if (target === undefined) return null;
  if (target.is === "at least") return value >= target.value;
  return target.is === "at most" ? value <= target.value : value < target.value;
};
