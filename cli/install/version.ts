const numbersOf = (version: string) => version.split(".").map(Number);

/** Whether a version is another one or newer; each is numbers with dots between. */
export const isAtLeast = (version: string, least: string): boolean => {
  const [have, need] = [numbersOf(version), numbersOf(least)];
  for (const [index, number] of need.entries()) {
    const own = have[index] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
};
