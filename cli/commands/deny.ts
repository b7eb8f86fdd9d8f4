import type { Given } from "../arguments.ts";
import type { Exit } from "../exits.ts";
import { decideByCode } from "../person/decide.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** `muster deny`: refuses the tool call with this code; the words go to the agent. */
export const run = ({ words, options }: Given<typeof verbs.deny.options>, world: World): Promise<Exit> => {
  const [code, ...rest] = words;
  return decideByCode({ code, decision: "deny", note: rest.join(" ").trim(), ...options }, world);
};
