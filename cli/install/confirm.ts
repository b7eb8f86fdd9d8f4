import { createInterface } from "node:readline";
import type { World } from "../world.ts";

/** Whether someone is there to be asked. */
export const canAsk = (world: World): boolean => world.stdin().isTTY === true;

/** Asks a yes-or-no question on the terminal; anything but yes is no. */
export const confirm = async (world: World, question: string): Promise<boolean> => {
  await world.stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: world.stdin() });
  const stop = () => lines.close();
  world.ending().addEventListener("abort", stop);
  try {
    for await (const line of lines) return /^y(?:es)?$/i.test(line.trim());
    return false;
  } finally {
    world.ending().removeEventListener("abort", stop);
    lines.close();
    world.stdin().pause();
  }
};
