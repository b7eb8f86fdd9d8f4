import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";

const MOST_MS = 10_000;
const EAGER_TURNS = 200;

/** Looks again at each turn of the event loop until it is so; throws when it never is. */
export const until = async (isSo: () => boolean | Promise<boolean>, what = "what was waited for"): Promise<void> => {
  const end = performance.now() + MOST_MS;
  for (let turn = 0; !(await isSo()); turn += 1) {
    if (performance.now() > end) throw new Error(`${what} did not happen`);
    await (turn < EAGER_TURNS ? nextTurn() : pause(2));
  }
};

/** Enough turns of the event loop for calls under way to come as far as they get by themselves. */
export const someTurns = async (turns = 20): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
};
