import { chmod, mkdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, parse, resolve } from "node:path";
import envPaths from "env-paths";

type Env = Readonly<Record<string, string | undefined>>;

export interface Folders {
  /** The data folder. */
  home: string;
  /** Where the hub leaves the key of its own machine for the command line. */
  client: string;
  /** Inside the data folder. */
  logs: string;
}

/** The data folder that the platform's convention gives this user. */
export const defaultHome = (): string => envPaths("muster", { suffix: "" }).data;

/** Where the command line of this user looks for its key when `MUSTER_HOME` is not set. */
const userClientFolder = (env: Env): string => {
  if (process.platform === "win32") return join(env.APPDATA || join(homedir(), "AppData", "Roaming"), "muster");
  return join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), "muster");
};

/**
 * Where things are, without making any of it. `chosen` (a flag) goes over `MUSTER_HOME`, that over the convention. A hub
 * in a folder that was chosen keeps its client's key there and leaves the user's own alone.
 */
export const dataFolders = (env: Env, chosen?: string): Folders => {
  const home = resolve(chosen || env.MUSTER_HOME || defaultHome());
  const isUsersOwn = home === resolve(defaultHome()) && !env.MUSTER_HOME;
  return { home, client: isUsersOwn ? userClientFolder(env) : join(home, "client"), logs: join(home, "logs") };
};

const refuse = (home: string, why: string, cause?: unknown): Error =>
  new Error(`The data folder ${home} can't be used: ${why}. Choose another with --home or MUSTER_HOME.`, { cause });

/** Makes the data folder, open to its owner only, and tightens it when others could look in. Throws with clear words. */
export const makeHome = async (home: string): Promise<void> => {
  if (home === parse(home).root || home === homedir()) throw refuse(home, "it holds more than Muster's data");
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const { mode } = await stat(home);
    // Such as /tmp: others work in it too, it must not be closed to them.
    if (mode & 0o1000) throw refuse(home, "it is shared with other users");
    if (process.platform !== "win32" && mode & 0o077) await chmod(home, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOTDIR") throw refuse(home, "a file is in its place", error);
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") throw refuse(home, "it may not be written", error);
    throw error;
  }
};
