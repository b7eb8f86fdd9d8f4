import type { Terminal } from "../terminal.ts";
import type { How, World } from "../world.ts";

/** Does a piece of work with the agent on a terminal, and ends it whatever happens. */
export const onTerminal = async (world: World, how: How, work: (terminal: Terminal) => Promise<void>) => {
  const terminal = await world.open(how);
  try {
    await work(terminal);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nIts screen:\n${terminal.screen()}`, {
      cause: error,
    });
  } finally {
    await terminal.close();
  }
};
