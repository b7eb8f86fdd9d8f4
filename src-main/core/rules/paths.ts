import type { CallContext } from "#contract/rule.ts";

/** A full path as its names; the first one is a drive or a share on Windows. */
export type Names = readonly string[];

export type Resolved = { names: Names } | { problem: string };

/** What paths of a call are resolved by. */
export interface PathWorld {
  isWindows: boolean;
  isMac: boolean;
  /** Undefined when the system is not known. */
  isCaseSensitive: boolean | undefined;
  /** Working folder; undefined when it is not known or no full path. */
  folder: Names | undefined;
  home: Names | undefined;
}

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const isDrive = (text: string) => /^[A-Za-z]:[\\/]/.test(text);

/** Whether a path says by itself where it is. */
export const isFullPath = (path: string): boolean => path.startsWith("/") || isDrive(path) || /^\\\\[^\\]/.test(path);

const walk = (start: Names, steps: readonly string[], roots: number): Names => {
  const names = [...start];
  for (const step of steps) {
    if (step === "" || step === ".") continue;
    if (step !== "..") names.push(step);
    else if (names.length > roots) names.pop();
  }
  return names;
};

/** Names that Windows reads as another file than they say: devices, streams, short names, and ends that it cuts off. */
const isOddOnWindows = (name: string): boolean =>
  /[. ]$/.test(name) ||
  /[:<>"|?*]/.test(name) ||
  /~\d|%/.test(name) ||
  /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i.test(name);

const onWindows = (text: string, { folder, home }: PathWorld): Resolved => {
  const path = text.replaceAll("/", "\\");
  const steps = (from: number) => path.slice(from).split("\\");
  const share = /^\\\\([^\\?.][^\\]*)\\([^\\]+)/.exec(path);
  let names: Names;
  if (share !== null) names = walk([`//${share[1]}/${share[2]}`], steps(share[0].length), 1);
  else if (path.startsWith("\\\\")) return { problem: "names a device" };
  else if (isDrive(path)) names = walk([path.slice(0, 2).toUpperCase()], steps(2), 1);
  else if (/^[A-Za-z]:/.test(path)) return { problem: "begins at another drive's own folder" };
  else if (path === "~" || path.startsWith("~\\")) {
    if (home === undefined) return { problem: "begins at a home folder that is not known" };
    names = walk(home, steps(1), 1);
  } else if (path.startsWith("~")) return { problem: "begins at another person's home folder" };
  else if (folder === undefined) return { problem: "begins at a working folder that is not known" };
  else if (path.startsWith("\\")) names = walk(folder.slice(0, 1), steps(1), 1);
  else names = walk(folder, steps(0), 1);
  if (names.slice(1).some(isOddOnWindows)) return { problem: "has a name that Windows reads as another" };
  return { names };
};

/** Ways into other processes' eyes, where names mean something else than they do here. */
const isMagic = (names: Names): boolean =>
  /^\/(?:proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?\/(?:root|cwd|exe|fd|map_files)|dev\/fd|\.vol)(?:\/|$)/.test(
    `/${names.join("/")}`,
  );

/** macOS keeps these behind links of the same name. */
export const unlinked = (names: Names): Names =>
  names[0] === "private" && ["tmp", "var", "etc"].includes(names[1] ?? "") ? names.slice(1) : names;

const onPosix = (path: string, { folder, home, isMac }: PathWorld): Resolved => {
  const steps = path.split("/");
  let names: Names;
  if (path.startsWith("/")) names = walk([], steps, 0);
  else if (path === "~" || path.startsWith("~/")) {
    if (home === undefined) return { problem: "begins at a home folder that is not known" };
    names = walk(home, steps.slice(1), 0);
  } else if (path.startsWith("~")) return { problem: "begins at another person's home folder" };
  else if (folder === undefined) return { problem: "begins at a working folder that is not known" };
  else names = walk(folder, steps, 0);
  if (isMagic(names)) return { problem: "leads through another process" };
  return { names: isMac ? unlinked(names) : names };
};

/** The full path, without `.`, `..` and `~`, by its text alone. What can't be told is a problem. */
export const resolvePath = (path: string, world: PathWorld): Resolved => {
  if (path === "") return { problem: "is empty" };
  // Some tools take these off, or put something in their place, before they look for the file.
  if (path.trim() !== path) return { problem: "begins or ends with a space" };
  if (/^[@$]|^[a-z][a-z\d+.-]+:\/\//i.test(path)) return { problem: "may be read as something else than a path" };
  if (hidden.test(path)) return { problem: "holds control characters" };
  // A lone half of a pair of code units may become anything on its way to the disk.
  if (!path.isWellFormed()) return { problem: "is not valid Unicode" };
  return world.isWindows ? onWindows(path, world) : onPosix(path, world);
};

const namesOrNone = (path: string | null | undefined, world: PathWorld): Names | undefined => {
  if (path === null || path === undefined || !isFullPath(path)) return undefined;
  const resolved = resolvePath(path, world);
  return "names" in resolved ? resolved.names : undefined;
};

/** What is known of the place of a call. */
export const pathWorldOf = (folder: string | null, context: CallContext | null): PathWorld => {
  const at = context?.folder ?? folder;
  const platform = context?.platform ?? (isDrive(at ?? "") || at?.startsWith("\\\\") ? "win32" : undefined);
  const isWindows = platform === "win32";
  const isMac = platform === "darwin";
  const bare: PathWorld = {
    isWindows,
    isMac,
    isCaseSensitive: context?.isCaseSensitive ?? (platform === undefined ? undefined : !(isWindows || isMac)),
    folder: undefined,
    home: undefined,
  };
  return { ...bare, folder: namesOrNone(at, bare), home: namesOrNone(context?.home, bare) };
};

type Reading = (name: string) => string;
const exact: Reading = (name) => name;
const normal: Reading = (name) => name.normalize("NFC");
const lower: Reading = (name) => name.toLowerCase();
const upper: Reading = (name) => name.toUpperCase();
const normalLower: Reading = (name) => normal(name).toLowerCase();
const normalUpper: Reading = (name) => normal(name).toUpperCase();

/**
 * The ways in which names are compared. To be allowed, a path has to be the same in all of them, and to be denied in one:
 * what is one name to a file system and two here, or the other way round, is then never to the agent's good.
 */
export const readingsOf = ({ isCaseSensitive, isMac }: PathWorld, isStrict: boolean): readonly Reading[] => {
  if (!isStrict) return isCaseSensitive === true ? [exact, normal] : [exact, normalLower, normalUpper];
  if (isCaseSensitive !== false) return isMac ? [normal] : [exact];
  return isMac ? [normalLower, normalUpper] : [lower, upper];
};

/** Whether something holds in every reading where it is strict, and in one of them where it is not. */
export const holdsIn = (world: PathWorld, isStrict: boolean, holds: (read: Reading) => boolean): boolean => {
  const readings = readingsOf(world, isStrict);
  return isStrict ? readings.every(holds) : readings.some(holds);
};

/** Whether a path is a folder, or lies below it. */
export const isWithin = (names: Names, above: Names, world: PathWorld, isStrict: boolean): boolean =>
  above.length <= names.length &&
  holdsIn(world, isStrict, (read) => above.every((name, at) => read(name) === read(names[at] ?? "")));
