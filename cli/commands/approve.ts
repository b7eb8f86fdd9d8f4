import type { Given } from "../arguments.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { decideByCode } from "../person/decide.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** `muster approve`: allows the tool call with this code, once. */
export const run = ({ words, options }: Given<typeof verbs.approve.options>, world: World): Promise<Exit> => {
  const [code, more] = words;
  if (more !== undefined) throw new Failure(exits.invalid, `“${more}” is one word too many: only a code goes here`);
  return decideByCode({ code, decision: "allow", ...options }, world);
};
