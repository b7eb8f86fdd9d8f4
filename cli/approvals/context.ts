import { realpathSync, statSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { CallContext } from "#contract/rule.ts";

/** What of this computer the context is read from. */
export interface Around {
  readonly platform: NodeJS.Platform;
  home(): string;
}

/** As many as the contract takes, and no longer ones. */
const mostPaths = 200;
const mostPathLength = 4096;
// A call with more text than this is no list of paths, and each word costs a look at the disk.
const mostText = 64 * 1024;
const mostWords = 1000;

/** Paths in the headers of a patch, which may hold spaces. */
const patched = (text: string): string[] =>
  [...text.matchAll(/^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm)].map(([, path = ""]) => path.trim());

// What a file is to hold, or what a call is for, names no file.
const contents = new Set([
  "content",
  "contents",
  "new_string",
  "old_string",
  "newText",
  "oldText",
  "new_str",
  "old_str",
]);
const isContent = (key: string) => contents.has(key) || key === "description" || key === "explanation";

const textsIn = (value: unknown, depth = 0): string[] => {
  if (typeof value === "string") return [value.slice(0, mostText)];
  if (typeof value !== "object" || value === null || depth > 6) return [];
  return Object.entries(value).flatMap(([key, part]) => (isContent(key) ? [] : textsIn(part, depth + 1)));
};

const isName = (word: string) => word !== "" && word.length <= mostPathLength && !/[\0\n]/.test(word);

/** What could name a file: texts as a whole and the files of patches first, then the words of shell lines. */
const namesIn = (input: unknown): { whole: string[]; words: string[] } => {
  const texts = textsIn(input);
  return {
    whole: texts.flatMap((text) => [text, ...patched(text)]).filter(isName),
    words: texts.flatMap((text) => text.split(/[\s"'`;|&<>(){}=,]+/u)).filter(isName),
  };
};

/** The real path of a file; of one that is not there yet, that of the nearest folder above it with the rest. */
const realOf = (path: string, { dirname, basename, join }: typeof posix): string | undefined => {
  const rest: string[] = [];
  for (let at = path; ; ) {
    try {
      return join(realpathSync.native(at), ...rest);
    } catch {
      const above = dirname(at);
      if (above === at) return undefined;
      rest.unshift(basename(at));
      at = above;
    }
  }
};

/** Whether a file system tells capital from small letters, by looking for the folder under its other spelling. */
const isCaseSensitive = (folder: string, platform: NodeJS.Platform): boolean => {
  const usual = platform !== "darwin" && platform !== "win32";
  const swapped = folder.replace(/\p{L}/gu, (one) =>
    one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase(),
  );
  if (swapped === folder) return usual;
  try {
    const [own, other] = [
      statSync(folder, { bigint: true }),
      statSync(swapped, { bigint: true, throwIfNoEntry: false }),
    ];
    return other === undefined || own.ino !== other.ino || own.dev !== other.dev;
  } catch {
    return usual;
  }
};

/** Which language the command of a tool is in. */
const shellOf = (tool: string, platform: NodeJS.Platform): CallContext["shell"] => {
  if (/powershell|pwsh/i.test(tool)) return "powershell";
  if (platform !== "win32" || tool === "Bash") return "posix";
  return /cmd/i.test(tool) ? "cmd" : "powershell";
};

const realPathsOf = (input: unknown, folder: string, { platform, home }: Around): CallContext["realPaths"] => {
  const path = platform === "win32" ? win32 : posix;
  const expand = (given: string) => (/^~(?=$|[/\\])/.test(given) ? home() + given.slice(1) : given);
  const resolve = (given: string) => {
    const lexical = path.resolve(folder, expand(given));
    const real = lexical.length > mostPathLength ? undefined : realOf(lexical, path);
    return real === undefined || real.length > mostPathLength ? [] : [{ given, real, isOther: real !== lexical }];
  };
  const { whole, words } = namesIn(input);
  const named = new Set([folder, home(), ...whole]);
  const others = new Set(words.filter((word) => !named.has(word)).slice(0, mostWords));
  // Where there are too many, those words matter that lead elsewhere.
  const found = [...others].flatMap(resolve).toSorted((a, b) => Number(b.isOther) - Number(a.isOther));
  const kept = [...[...named].flatMap(resolve), ...found].slice(0, mostPaths);
  return kept.map(({ given, real }) => ({ given, real }));
};

/** What this machine knows of a call that is asked about: whatever in its input may name a file is resolved. */
export const contextOf = (call: { tool: string; input: unknown }, folder: string, around: Around): CallContext => ({
  folder,
  home: around.home(),
  platform: around.platform,
  ...(shellOf(call.tool, around.platform) === undefined ? {} : { shell: shellOf(call.tool, around.platform) }),
  isCaseSensitive: isCaseSensitive(folder, around.platform),
  realPaths: realPathsOf(call.input, folder, around),
});
