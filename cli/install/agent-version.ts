import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { readIfThere, readObject } from "../config/read-file.ts";
import type { Integration, Place } from "./plan.ts";

type Known = Pick<Integration, "packages">;

const versionOfPackage = (folder: string, { packages }: Known): string | undefined => {
  const { name, version } = readObject(readIfThere(join(folder, "package.json")) ?? "") ?? {};
  return packages.includes(String(name)) && typeof version === "string" ? version : undefined;
};

const upwards = (path: string): string[] => (path === dirname(path) ? [] : [dirname(path), ...upwards(dirname(path))]);

/** What the npm package says that a program belongs to; on Windows the packages lie beside the programs. */
const versionByPackage = (program: string, real: string, known: Known): string | undefined => {
  const beside = known.packages.map((name) => join(dirname(program), "node_modules", name));
  return [...upwards(real).slice(0, 6), ...beside]
    .map((folder) => versionOfPackage(folder, known))
    .find((version) => version !== undefined);
};

// Installers of other sorts keep each version in a folder of its own.
const versionByPath = (real: string) => /[/\\]v?(\d+\.\d+\.\d+)(?=[/\\]|$)/.exec(real)?.[1];

const versionMilliseconds = 10_000;

const versionByAsking = (program: string, { env, platform }: Pick<Place, "env" | "platform">) =>
  new Promise<string | undefined>((resolve) => {
    const options = { timeout: versionMilliseconds, env: { ...env }, shell: platform === "win32", windowsHide: true };
    const child = execFile(program, ["--version"], options, (_, out) => resolve(/\d+\.\d+(?:\.\d+)?/.exec(out)?.[0]));
    child.stdin?.end();
  });

/**
 * The version of an agent's program. It is asked only when no file tells: some agents take seconds to say it, and write files
 * of their own on the way.
 */
export const readAgentVersion = async (
  program: string,
  known: Known,
  place: Pick<Place, "env" | "platform">,
): Promise<string | undefined> => {
  const real = realpathSync(program);
  return versionByPackage(program, real, known) ?? versionByPath(real) ?? (await versionByAsking(program, place));
};
