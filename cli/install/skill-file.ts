import { join } from "node:path";
import { assets } from "./assets.ts";
import { shellLine } from "./command.ts";
import { ownForm } from "./own-form.ts";
import type { FilePlan, Place, Programs } from "./plan.ts";

const isOurs = (text: string) => /^name:[ \t]*muster[ \t]*$/m.test(text.slice(0, 1000));

/** The folder of skills that agents of several makers read. */
export const agentsSkills = ({ scope, folder, home }: Pick<Place, "scope" | "folder" | "home">): string =>
  join(scope === "project" ? folder : home(), ".agents", "skills");

/** The skill in a folder of skills. It says how to call the command line where that is not on the PATH. */
export const skillFile = (skills: string, programs: Programs, { platform }: Pick<Place, "platform">): FilePlan => {
  const call = shellLine([programs.node, programs.commandLine], platform);
  const words = `On this machine the command line can always be called as \`${call} …\`; where \`muster\` is not found, use that.`;
  const text = `${assets.skill().replace(/\n+$/, "")}\n\n## On this machine\n\n${words}\n`;
  return { path: join(skills, "muster", "SKILL.md"), holds: "skill", form: ownForm(text, isOurs) };
};
