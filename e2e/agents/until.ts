const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/**
 * Asks again and again until the answer is something, and gives it. Throws after `seconds` with what it waited for and the
 * last error, if there was one.
 */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  seconds = 30,
): Promise<T> => {
  const end = performance.now() + seconds * 1000;
  let last: Error | undefined;
  while (performance.now() < end) {
    try {
      const found = await ask();
      if (found !== undefined && found !== false && found !== null) return found;
      last = undefined;
    } catch (error) {
      last = error instanceof Error ? error : new Error(JSON.stringify(error));
    }
    await pause();
  }
  throw new Error(`${what}: not within ${seconds} s${last === undefined ? "" : ` (${last.message})`}`);
};
