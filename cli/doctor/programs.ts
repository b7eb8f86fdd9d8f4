import { existsSync } from "node:fs";
import type { Finding } from "#contract/machine.ts";
import { clientFolder } from "../config/folder.ts";
import { hashOf, readBytes } from "../install/file-state.ts";
import type { Programs } from "../install/plan.ts";
import { type Bundles, findBundles, programsIn } from "../install/programs.ts";
import { readRecords } from "../install/record.ts";
import type { World } from "../world.ts";
import { bad, good, unknown, warning } from "./findings.ts";

const check = "programs";

const isSame = (a: string, b: string): boolean => {
  const [first, second] = [readBytes(a), readBytes(b)];
  return first !== undefined && second !== undefined && hashOf(first) === hashOf(second);
};

const bundlesOf = (world: World): Bundles | undefined => {
  try {
    return findBundles(world);
  } catch {
    return undefined;
  }
};

/** The installed programs, and whether they are those that come with this command line. */
export const checkPrograms = (world: World): { finding: Finding; programs: Programs } => {
  const programs = programsIn(clientFolder(world), world);
  const missing = [programs.hook, programs.commandLine].find((path) => !existsSync(path));
  if (missing) {
    const fix = "muster install all";
    const finding =
      readRecords(clientFolder(world)).length > 0
        ? bad({ check, text: `${missing} is not there, and agents are told to call it`, fix })
        : unknown({ check, text: "Muster is not installed for any agent", fix });
    return { finding, programs };
  }
  const bundles = bundlesOf(world);
  if (!bundles) return { finding: bad({ check, text: "This command line is not whole", fix: "npm ci" }), programs };
  const isCurrent = isSame(bundles.hook, programs.hook) && isSame(bundles.commandLine, programs.commandLine);
  const finding = isCurrent
    ? good({ check, text: "The installed programs are of this version" })
    : warning({ check, text: "The installed programs are of another version", fix: "muster install all" });
  return { finding, programs };
};
