import { parseArgs } from "node:util";
import type { Program } from "./program.ts";
import { programs } from "./programs/programs.ts";

/** What the command line asks for: `[--folder F] [--case PART-OF-A-NAME] [--keep] [AGENT…]`. Throws on an unknown agent. */
export const readWanted = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: "string" }, case: { type: "string" }, keep: { type: "boolean" } },
  });
  if (values.folder === undefined) throw new Error("--folder says where the agents' packages are");
  const unknown = positionals.filter((name) => !programs.some(({ kind }) => kind === name));
  if (unknown.length > 0) throw new Error(`no such agent: ${unknown.join(", ")}`);
  const wanted: readonly Program[] = programs.filter(
    ({ kind }) => positionals.length === 0 || positionals.includes(kind),
  );
  return { folder: values.folder, caseName: values.case, keep: values.keep ?? false, programs: wanted };
};
