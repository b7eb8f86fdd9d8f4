import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a joining machine can fetch: its name there, and where it lies in the folder of the built command line. */
const places = {
  "SKILL.md": "skill/SKILL.md",
  "muster.sh": "skill/muster.sh",
  "muster.ps1": "skill/muster.ps1",
  "muster.cjs": "one/muster.cjs",
  "muster-hook.cjs": "muster-hook.cjs",
  "THIRD-PARTY-NOTICES.txt": "THIRD-PARTY-NOTICES.txt",
} as const;

export interface SkillFile {
  readonly bytes: Buffer;
  /** Hex. */
  readonly sha256: string;
}

export type SkillFiles = ReadonlyMap<string, SkillFile>;

const readOne = async (toolsDir: string, place: string): Promise<SkillFile | undefined> => {
  try {
    const bytes = await readFile(join(toolsDir, place));
    return { bytes, sha256: hash("sha256", bytes) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** Reads what is there; a checkout that was not built has none of it. */
export const readSkillFiles = async (toolsDir: string): Promise<SkillFiles> => {
  const files = new Map<string, SkillFile>();
  for (const [name, place] of Object.entries(places)) {
    const file = await readOne(toolsDir, place);
    if (file) files.set(name, file);
  }
  return files;
};

/** In the form that `sha256sum --check` reads. */
export const checksums = (files: SkillFiles): string =>
  Array.from(files, ([name, { sha256 }]) => `${sha256}  ${name}\n`).join("");

/** A template of the skill's folder; undefined when the command line was not built. */
export const readTemplate = (toolsDir: string, name: "install.sh" | "install.ps1"): Promise<string | undefined> =>
  readFile(join(toolsDir, "skill", name), "utf8").catch(() => undefined);
