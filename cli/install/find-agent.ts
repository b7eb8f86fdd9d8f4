import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { readAgentVersion } from "./agent-version.ts";
import type { Integration, Place } from "./plan.ts";

/** What was found of an agent on this machine. */
export interface FoundAgent {
  /** Its program on the PATH. */
  readonly program: string | undefined;
  readonly version: string | undefined;
  /** Whether its own folder is there. */
  readonly hasFolder: boolean;
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** A program's path by its name, as a shell would find it. */
export const findProgram = (name: string, { env, platform }: Pick<Place, "env" | "platform">): string | undefined => {
  const endings = platform === "win32" ? (env.PATHEXT ?? ".EXE;.CMD").split(";").map((end) => end.toLowerCase()) : [""];
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => endings.map((end) => join(folder, name + end))).find(isProgram);
};

/** Looks for an agent's program and folder. */
export const findAgent = async (integration: Integration, place: Place): Promise<FoundAgent> => {
  const program = integration.programs.map((name) => findProgram(name, place)).find((path) => path !== undefined);
  const version = program ? await readAgentVersion(program, integration, place) : undefined;
  return { program, version, hasFolder: existsSync(integration.folder(place)) };
};

export const isFound = ({ program, hasFolder }: FoundAgent): boolean => program !== undefined || hasFolder;
