import { readFileSync } from "node:fs";

// The build replaces this file by one that holds the texts, so that a single file is enough.
const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

/** The texts that are installed as they are. */
export const assets: Readonly<Record<"skill" | "opencode" | "pi", () => string>> = {
  skill: () => read("../skill/SKILL.md"),
  opencode: () => read("../integrations/opencode/plugin.js"),
  pi: () => read("../integrations/pi/extension.ts"),
};
