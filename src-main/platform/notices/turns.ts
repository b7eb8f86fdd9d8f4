/**
 * Does one thing after the other. What was asked for with the same key before and has not begun gives way to the newer
 * one: it does nothing, and that is no failure.
 */
export const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  const newest = new Map<string, symbol>();
  return {
    run: async (key: string, act: () => Promise<void>): Promise<void> => {
      const turn = Symbol(key);
      newest.set(key, turn);
      const before = last;
      const take = async () => {
        await before;
        if (newest.get(key) !== turn) return;
        newest.delete(key);
        await act();
      };
      const done = take();
      last = done.catch(() => undefined);
      return done;
    },
    /** Lets all that waits do nothing. */
    close: () => newest.clear(),
  };
};
