// Many times of one answer, and of answers in a row, are the same millisecond.
let lastMs = 0;
let lastText = new Date(0).toISOString();

/** A time on the wire: RFC 3339 in UTC with milliseconds. */
export const toInstant = (ms: number): string => {
  if (ms !== lastMs) {
    lastText = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastText;
};

export const toInstantOrNull = (ms: number | null): string | null => (ms === null ? null : toInstant(ms));
