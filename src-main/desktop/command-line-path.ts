import { access, constants, lstat, readFile, readlink, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { quickCommand } from "../platform/quick-command.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** By these words a file on the PATH that is no link is known as Muster's. */
export const shimMark = "Muster's command line";

/** What stands at `path` itself, seen from Muster: nothing, a file of Muster's, or another's. */
export const ownerOf = async (
  path: string,
  isOurs: (target: string) => boolean,
): Promise<"none" | "ours" | "other"> => {
  const stat = await lstat(path).catch(() => null);
  if (stat === null) return "none";
  if (stat.isSymbolicLink()) {
    const target = await readlink(path).catch(() => "");
    const full = isAbsolute(target) ? target : resolve(dirname(path), target);
    return isOurs(full) || isOurs(await realpath(path).catch(() => full)) ? "ours" : "other";
  }
  if (!stat.isFile()) return "other";
  const text = await readFile(path, "utf8").catch(() => "");
  return text.includes(shimMark) ? "ours" : "other";
};

/** The names under which a shell finds `muster`, the preferred one first. */
export const namesOn = (platform: NodeJS.Platform): readonly string[] =>
  platform === "win32" ? ["muster.com", "muster.exe", "muster.bat", "muster.cmd"] : ["muster"];

/** The folders of a PATH, without those that depend on where one stands. */
export const foldersOf = (path: string, platform: NodeJS.Platform): readonly string[] =>
  path.split(platform === "win32" ? ";" : ":").filter((folder) => isAbsolute(folder));

const isProgram = async (path: string, platform: NodeJS.Platform): Promise<boolean> => {
  try {
    await access(path, platform === "win32" ? constants.F_OK : constants.X_OK);
    return (await lstat(await realpath(path))).isFile();
  } catch {
    return false;
  }
};

/** What a shell with these folders would start as `muster`; null when nothing. */
export const firstOn = async (folders: readonly string[], platform: NodeJS.Platform): Promise<string | null> => {
  for (const folder of folders) {
    for (const name of namesOn(platform)) {
      // One after another: the first one counts, and there are few.
      // oxlint-disable-next-line no-await-in-loop
      if (await isProgram(join(folder, name), platform)) return join(folder, name);
    }
  }
  return null;
};

/**
 * The PATH that this person's shell has; an app that was not started from a shell has often a shorter one. Empty when
 * the shell doesn't say it soon.
 */
export const pathOfShell = async (env: Env, platform: NodeJS.Platform): Promise<string> => {
  if (platform === "win32") return "";
  const shell = env["SHELL"];
  if (!shell || !isAbsolute(shell)) return "";
  const said = await quickCommand(shell, ["-ilc", "printenv PATH"]);
  return said.trim().split("\n").at(-1) ?? "";
};
