import type { World } from "../world.ts";

/** Says something beside the output proper. */
export const note = (world: World, words: string): Promise<void> => world.stderr.write(`muster: ${words}\n`);
