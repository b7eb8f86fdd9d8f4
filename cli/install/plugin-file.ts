import { ownForm } from "./own-form.ts";
import type { FilePlan, Programs } from "./plan.ts";

const isOurs = (text: string) => text.startsWith("// Muster's ");

/** A plugin for an agent's own process, with the paths of the programs that it starts filled in. */
export const pluginFile = (path: string, template: string, programs: Programs): FilePlan => {
  const values: Record<string, string> = { NODE: programs.node, HOOK: programs.hook, CLI: programs.commandLine };
  const text = template.replaceAll(/(?<== )__MUSTER_(NODE|HOOK|CLI)__/g, (_, name: string) =>
    JSON.stringify(values[name]),
  );
  return { path, holds: "plugin", form: ownForm(text, isOurs) };
};
