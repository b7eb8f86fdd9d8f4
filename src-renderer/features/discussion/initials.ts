/** Two letters that stand for a name: `SwiftHeron` is SH, `build bot` is BB, `ada` is AD. */
export const initialsOf = (name: string): string => {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .split(/[\s._-]+/u)
    .filter((word) => word !== "");
  const letters =
    words.length > 1
      ? words.slice(0, 2).map((word) => Array.from(word)[0] ?? "")
      : Array.from(words[0] ?? "?").slice(0, 2);
  return letters.join("").toLocaleUpperCase();
};
