import type { ToolInput } from "#contract/rule.ts";

/** A path of a call, as it stands in its input. */
export interface GivenPath {
  text: string;
  /** Whether the tool looks at everything below it. */
  isTree: boolean;
  /** The glob that it is the beginning of, as it stands in the input. */
  glob?: string;
}

export interface CallPaths {
  paths: GivenPath[];
  /** Why not all of its paths are known; null when they are. */
  problem: string | null;
}

type Kind = "file" | "tree" | "glob" | "globs" | "patch";

/** By name, in small letters and without `_` and `-`: the same tool is written in several ways. */
const kinds: Readonly<Record<string, Kind>> = {
  read: "file",
  readfile: "file",
  readmanyfiles: "globs",
  viewimage: "file",
  write: "file",
  writefile: "file",
  writetofile: "file",
  edit: "file",
  multiedit: "file",
  replace: "file",
  replaceinfile: "file",
  notebookread: "file",
  notebookedit: "file",
  ls: "tree",
  list: "tree",
  listdir: "tree",
  listdirectory: "tree",
  listfiles: "tree",
  listcodedefinitionnames: "tree",
  grep: "tree",
  grepfiles: "tree",
  grepsearch: "tree",
  searchfiles: "tree",
  searchfilecontent: "tree",
  glob: "glob",
  find: "glob",
  applypatch: "patch",
  patch: "patch",
};

const pathKeys: ReadonlySet<string> = new Set([
  "filepath",
  "absolutepath",
  "notebookpath",
  "path",
  "dirpath",
  "directory",
  "relativepath",
  "targetfile",
  "paths",
  "filepaths",
  "absolutepaths",
  "files",
  "file",
]);
const globKeys: ReadonlySet<string> = new Set(["pattern", "include", "globpattern"]);

const plain = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, "");

/** Whether the paths of this tool's calls can be told. */
export const kindOfFileTool = (tool: string): Kind | undefined => {
  const name = plain(tool);
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
};

const MOST_DEPTH = 32;

/** Texts that stand under some of the names, however deep, and in lists under them. */
const textsUnder = (value: ToolInput, keys: ReadonlySet<string>, depth = 0): string[] => {
  if (typeof value !== "object" || value === null || depth > MOST_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((part) => textsUnder(part, keys, depth + 1));
  return Object.entries(value).flatMap(([key, part]) => {
    if (!keys.has(plain(key))) return textsUnder(part, keys, depth + 1);
    const parts = Array.isArray(part) ? part : [part];
    return parts.flatMap((one) => (typeof one === "string" ? [one] : textsUnder(one, keys, depth + 1)));
  });
};

/** Every text in a value. */
export const textsIn = (value: ToolInput, depth = 0): string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth > MOST_DEPTH) return [];
  return Object.values(value).flatMap((part) => textsIn(part, depth + 1));
};

const isPatch = (text: string) => /^\s*\*\*\* Begin Patch/m.test(text);

/** The files of a patch in Codex' form (openai/codex, `apply_patch_tool_instructions.md`). */
const patched = (patch: string): CallPaths => {
  const paths: GivenPath[] = [];
  let problem: string | null = null;
  for (const line of patch.split(/\r?\n/)) {
    // Some end a line here and others don't, so the header of another file may stand behind it.
    if (/[\r\v\f\u0085\u2028\u2029]/.test(line) && line.includes("***")) problem = "a line of the patch is unclear";
    const header = /^\s*\*\*\*\s*(.*)$/s.exec(line)?.[1];
    if (header === undefined || /^(?:Begin Patch|End Patch|End of File)\s*$/.test(header)) continue;
    const file = /^(?:Add File|Update File|Delete File|Move to): (.+?)\s*$/s.exec(header)?.[1];
    if (file === undefined) problem = "a line of the patch is not understood";
    else paths.push({ text: file, isTree: false });
  }
  return { paths, problem: paths.length === 0 ? "no file is named in the patch" : problem };
};

/** A glob up to its first sign, as a folder. */
const baseOf = (glob: string): string => {
  const names = glob.split(/[/\\]/);
  const at = names.findIndex((name) => /[*?[\]{}()!+@|]/.test(name));
  const base = (at < 0 ? names : names.slice(0, at)).join("/");
  return base === "" && /^[/\\]/.test(glob) ? "/" : base;
};

const isRooted = (base: string) => /^(?:[/\\~]|[A-Za-z]:)/.test(base);

/** Where a glob looks: below its own beginning, in a folder where one is named. */
const under = (folder: string | undefined, glob: string): GivenPath => {
  const base = baseOf(glob);
  if (folder === undefined || isRooted(base)) return { text: base === "" ? "." : base, isTree: true, glob };
  return { text: base === "" ? folder : `${folder}/${base}`, isTree: true };
};

const globbed = (input: ToolInput, folders: readonly string[]): CallPaths => {
  const globs = textsUnder(input, globKeys);
  const isUnclear = globs.some(
    (glob) =>
      glob
        .slice(baseOf(glob).length)
        .split(/[/\\{},()|]/)
        .includes("..") || /[{(,|]\s*(?:[/\\~]|[a-z]:)/i.test(glob),
  );
  const named = folders.length === 0 ? [undefined] : folders;
  const paths = named.flatMap((folder) =>
    globs.length === 0 ? [{ text: folder ?? ".", isTree: true }] : globs.map((glob) => under(folder, glob)),
  );
  return { paths, problem: isUnclear ? "its pattern may lead upwards" : null };
};

/**
 * Files that are named by globs, and read. Only `**` and the last name may hold signs: tools follow a link that a sign
 * before them stands for.
 */
const globsRead = (input: ToolInput): CallPaths => {
  const globs = [...textsUnder(input, pathKeys), ...textsUnder(input, globKeys)];
  const found = globs.map((glob) => globbed({ pattern: glob }, []));
  const isUnclear = globs.some((glob) => {
    const between = glob.slice(baseOf(glob).length).split(/[/\\]/).slice(0, -1);
    return between.some((name) => name !== "" && name !== "**");
  });
  const problem = found.find((one) => one.problem !== null)?.problem ?? null;
  if (globs.length === 0) return { paths: [], problem: "no path is in the call" };
  return { paths: found.flatMap(({ paths }) => paths), problem: isUnclear ? "its pattern may follow links" : problem };
};

/** The paths that a call of a file tool touches; undefined for a tool whose paths can't be told. */
export const pathsOfCall = (tool: string, input: ToolInput): CallPaths | undefined => {
  const kind = kindOfFileTool(tool);
  if (kind === undefined) return undefined;
  const named = textsUnder(input, pathKeys);
  if (kind === "patch" || kind === "file") {
    const patches = textsIn(input).filter(isPatch);
    if (kind === "patch" && patches.length === 0) return { paths: [], problem: "no patch is in the call" };
    if (kind === "patch") {
      const all = patches.map(patched);
      const paths = [...all.flatMap((one) => one.paths), ...named.map((text) => ({ text, isTree: false }))];
      return { paths, problem: all.find(({ problem }) => problem !== null)?.problem ?? null };
    }
    const paths = named.map((text) => ({ text, isTree: false }));
    return { paths, problem: paths.length === 0 ? "no path is in the call" : null };
  }
  if (kind === "glob") return globbed(input, named);
  if (kind === "globs") return globsRead(input);
  const paths = (named.length === 0 ? ["."] : named).map((text) => ({ text, isTree: true }));
  return { paths, problem: null };
};
