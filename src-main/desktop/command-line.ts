import { cp, lstat, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import type { DesktopState } from "#contract/desktop.ts";
import { firstOn, foldersOf, ownerOf, pathOfShell, shimMark } from "./command-line-path.ts";

type State = DesktopState["commandLine"];

export interface CommandLineOptions {
  /** The built command line, as the app's own files name it. */
  toolsDir: string;
  /** The data folder. */
  home: string;
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The person's own folder. */
  personal: string;
  /** The PATH as the person's shell has it; empty when it is not known. */
  askShell?: () => Promise<string>;
}

export interface CommandLine {
  /** Whether a shell finds the command line. */
  state(): Promise<State>;
  /** Puts it where a shell finds it, or takes it away again. What another program put there is left as it is. */
  put(isOn: boolean): Promise<State>;
  /** After an update, or when the app was moved: has what was put there lead to this app. */
  keepCurrent(): Promise<void>;
}

const packed = `${sep}app.asar${sep}`;

/** Where programs outside of the app find its files: they can't read inside an archive. */
export const outsideArchive = (path: string): string => path.replace(packed, `${sep}app.asar.unpacked${sep}`);

/** Why the app lies where it will not stay; null when it does stay. */
const passingPlace = ({ env, toolsDir }: CommandLineOptions): "copy" | "move" | null => {
  // https://docs.appimage.org/packaging-guide/environment-variables.html, and electron-builder's portable program.
  if (env["APPIMAGE"] || env["PORTABLE_EXECUTABLE_DIR"]) return "copy";
  // macOS starts an app that was not moved since its download from a folder of its own making.
  return toolsDir.includes("/AppTranslocation/") ? "move" : null;
};

/** In this folder of the person's a shell looks for programs. */
const personalFolder = ({ env, platform, personal }: CommandLineOptions): string =>
  platform === "win32"
    ? join(env["LOCALAPPDATA"] || join(personal, "AppData", "Local"), "Microsoft", "WindowsApps")
    : join(personal, ".local", "bin");

/** Which file of Muster's a link leads to, wherever that Muster lies or lay. */
const isLauncher = (target: string): boolean =>
  /[/\\](app\.asar\.unpacked[/\\]out[/\\]cli|command-line)[/\\]muster(\.cmd)?$/.test(target);

const shim = (launcher: string): string => `@echo off\r\nrem ${shimMark}\r\n"${launcher}" %*\r\n`;

const notOnPath = (folder: string): string =>
  `${folder} is not on your shell's PATH yet. Add this line to your shell's start-up file: export PATH="$HOME/.local/bin:$PATH"`;

/** The places that matter, made out once. */
const placesOf = (options: CommandLineOptions) => {
  const name = options.platform === "win32" ? "muster.cmd" : "muster";
  const built = outsideArchive(options.toolsDir);
  const stay = passingPlace(options);
  const copied = join(options.home, "command-line");
  const launcher = join(stay === "copy" ? copied : built, name);
  const folder = personalFolder(options);
  const isOurs = (target: string) => target === launcher || target === join(built, name) || isLauncher(target);
  return { stay, built, name, copied, launcher, folder, personal: join(folder, name), isOurs };
};

type Places = ReturnType<typeof placesOf>;

/** Why it can't be offered at all; null when it can. */
const whyNot = async ({ stay, built, name }: Places): Promise<string | null> => {
  if (stay === "move") return "Move Muster to the Applications folder and start it there first.";
  const stat = await lstat(join(built, name)).catch(() => null);
  return stat?.isFile() ? null : "This Muster came without its command line.";
};

/** Where the app itself will not stay, its command line is kept beside the data. */
const copyBeside = async ({ built, copied }: Places, version: string): Promise<void> => {
  if ((await readFile(join(copied, "version"), "utf8").catch(() => "")) === version) return;
  const next = `${copied}.next`;
  await rm(next, { recursive: true, force: true });
  await cp(built, next, { recursive: true });
  await writeFile(join(next, "version"), version);
  await rm(copied, { recursive: true, force: true });
  await rename(next, copied);
};

/** Has the name lead here. What stands there must be Muster's own or nothing; what came in between is not written over. */
const putInPlace = async (places: Places, { platform, version }: CommandLineOptions): Promise<void> => {
  const { stay, folder, personal, launcher } = places;
  if (stay === "copy") await copyBeside(places, version);
  await mkdir(folder, { recursive: true });
  await rm(personal, { force: true });
  if (platform === "win32") await writeFile(personal, shim(launcher), { flag: "wx" });
  else await symlink(launcher, personal);
};

/** Looks for the name on the PATH of this process, and if that lacks it and `asks`, on that of the person's shell. */
const finder = ({ env, platform, askShell = () => pathOfShell(env, platform) }: CommandLineOptions) => {
  // A shell's start-up files may take their time, and do more than one would think: asked once.
  let shellPath: Promise<string> | null = null;
  return async (asks: boolean): Promise<string | null> => {
    const found = await firstOn(foldersOf(env["PATH"] ?? env["Path"] ?? "", platform), platform);
    if (found !== null || !asks) return found;
    shellPath ??= askShell();
    return firstOn(foldersOf(await shellPath, platform), platform);
  };
};

/** The command line of this app, and whether a shell finds it as `muster`. */
export const createCommandLine = (options: CommandLineOptions): CommandLine => {
  const places = placesOf(options);
  const { personal, folder, isOurs } = places;
  const find = finder(options);

  const look = async (asks: boolean): Promise<State> => {
    const problem = await whyNot(places);
    if (problem) return { state: "unavailable", path: null, problem };
    const isPut = (await ownerOf(personal, isOurs)) === "ours";
    const found = await find(asks || isPut);
    if (found === null) return { state: "offered", path: personal, problem: isPut ? notOnPath(folder) : null };
    if ((await ownerOf(found, isOurs)) === "ours") return { state: "on-path", path: found, problem: null };
    return { state: "other", path: found, problem: `${found} is another program of that name.` };
  };

  const add = async (): Promise<State> => {
    const before = await look(true);
    if (before.state === "unavailable" || before.state === "other") return before;
    if ((await ownerOf(personal, isOurs)) === "other") {
      return { state: "other", path: personal, problem: `${personal} is another's file; it was left as it is.` };
    }
    if (before.state === "on-path" && before.path !== personal) return before;
    await putInPlace(places, options);
    return look(true);
  };

  const remove = async (): Promise<State> => {
    if ((await ownerOf(personal, isOurs)) === "ours") await rm(personal, { force: true });
    if (places.stay === "copy") await rm(places.copied, { recursive: true, force: true });
    const after = await look(false);
    if (after.state !== "on-path") return after;
    return { ...after, problem: "It came with the installed package, and goes with it." };
  };

  return {
    state: () => look(false),
    put: async (isOn) => {
      try {
        return await (isOn ? add() : remove());
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        return { ...(await look(false)), problem: words };
      }
    },
    keepCurrent: async () => {
      if ((await whyNot(places)) !== null || (await ownerOf(personal, isOurs)) !== "ours") return;
      await putInPlace(places, options);
    },
  };
};
