// Damerau's edit distance with transpositions of neighbours (optimal string alignment).
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const steps = [(above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + cost];
      here.push(Math.min(...steps, isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
    }
    [before, above] = [above, here];
  }
  return above[b.length] ?? 0;
};

/** The known word that was probably meant, or undefined when none is near. */
export const suggest = (word: string, known: readonly string[]): string | undefined => {
  const [nearest] = known
    .map((candidate) => ({
      candidate,
      far: candidate.startsWith(word) && word.length > 1 ? 0 : distance(word.toLowerCase(), candidate),
    }))
    .toSorted((a, b) => a.far - b.far);
  return nearest && nearest.far <= Math.max(1, Math.floor(word.length / 3)) ? nearest.candidate : undefined;
};
