import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./root.mjs";

const names = ["SKILL.md", "muster.sh", "muster.ps1", "install.sh", "install.ps1"];

/**
 * Lays the skill beside the built command line, where the hub and `muster install` find it.
 * @param {string} [folder] of the built command line
 */
export const copySkill = (folder = inRoot("out/cli")) => {
  mkdirSync(join(folder, "skill"), { recursive: true });
  for (const name of names) cpSync(inRoot(join("cli/skill", name)), join(folder, "skill", name));
};
