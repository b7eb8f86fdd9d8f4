import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { paintFor } from "../output/paint.ts";
import type { World } from "../world.ts";
import { canAsk, confirm } from "./confirm.ts";
import { changes, type Prepared } from "./prepare.ts";
import { showChange, showProblem } from "./show.ts";

export interface DialogueOptions {
  readonly "dry-run"?: boolean;
  readonly yes?: boolean;
}

/**
 * Shows what will change and asks whether it may be done. Throws `Failure` (invalid) when nobody is there to be asked.
 * Gives whether to go on.
 */
export const mayGoOn = async (world: World, prepared: Prepared, options: DialogueOptions): Promise<boolean> => {
  const paint = paintFor(world.stdout, world.env);
  const real = prepared.changes.filter(changes);
  for (const change of real) await world.stdout.write(showChange(change, paint));
  for (const problem of prepared.problems) await world.stderr.write(showProblem(problem, paint));
  if (real.length === 0) {
    if (prepared.problems.length === 0) await world.stdout.write("Nothing to change: it is as it should be.\n");
    return !options["dry-run"];
  }
  if (options["dry-run"]) {
    await world.stdout.write("Nothing was written: this was a dry run.\n");
    return false;
  }
  if (options.yes) return true;
  if (!canAsk(world)) {
    throw new Failure(
      exits.invalid,
      "Nothing was written: there is no terminal to ask on. Add --yes to agree beforehand",
    );
  }
  const files = real.length === 1 ? "this change" : `these ${real.length} changes`;
  if (await confirm(world, `Write ${files}?`)) return true;
  await world.stdout.write("Nothing was written.\n");
  return false;
};
