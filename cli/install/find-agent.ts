import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
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

const versionMilliseconds = 10_000;

/** What a program answers to `--version`, as the first number in it; undefined when it does not say. */
const readVersion = (
  program: string,
  { env, platform }: Pick<Place, "env" | "platform">,
): Promise<string | undefined> =>
  new Promise((resolve) => {
    const options = { timeout: versionMilliseconds, env: { ...env }, shell: platform === "win32", windowsHide: true };
    const child = execFile(program, ["--version"], options, (_, out) => resolve(/\d+\.\d+(?:\.\d+)?/.exec(out)?.[0]));
    child.stdin?.end();
  });

/** Looks for an agent's program and folder. */
export const findAgent = async (integration: Integration, place: Place): Promise<FoundAgent> => {
  const program = integration.programs.map((name) => findProgram(name, place)).find((path) => path !== undefined);
  const version = program ? await readVersion(program, place) : undefined;
  return { program, version, hasFolder: existsSync(integration.folder(place)) };
};

export const isFound = ({ program, hasFolder }: FoundAgent): boolean => program !== undefined || hasFolder;
