/**
 * Whether `*` (any characters) and, with `one`, `?` (any one character) in a pattern cover a text. Takes time in the
 * product of both lengths at worst, whatever the pattern is: no regular expression is made of it.
 */
export const covers = (pattern: string, text: string, one = false): boolean => {
  let [p, t] = [0, 0];
  let star = -1;
  let from = 0;
  while (t < text.length) {
    const at = pattern[p];
    if (at === "*") {
      star = p;
      from = t;
      p += 1;
    } else if (at !== undefined && (at === text[t] || (one && at === "?"))) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      from += 1;
      t = from;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
};
