import { covers } from "./wildcard.ts";

/** A glob over resolved paths. */
export interface PathPattern {
  /** Where its names begin: at the root of everything, the working folder, or the person's own folder. */
  from: "root" | "folder" | "home";
  /** `**` stands for any number of names, `*` and `?` in a name for characters of one. */
  names: string[];
}

export type ParsedPathPattern = { pattern: PathPattern } | { problem: string };

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const problemOf = (names: readonly string[]): string | undefined => {
  if (names.includes("..")) return "can't hold `..`: name the folder that is meant";
  const odd = names.find((name) => name !== "**" && name.includes("**"));
  return odd === undefined ? undefined : "`**` stands alone between slashes";
};

const namesOf = (text: string) => text.split("/").filter((name) => name !== "" && name !== ".");

/**
 * Reads `match.path`: a full path (`/home/ada/p/**`, `C:/p/**`), one from the own folder (`~/p/**`), or one from the working
 * folder (`./src/**`). Braces and brackets stand for themselves: file names have them. Gives the reason in words where it
 * can't be used.
 */
export const parsePathPattern = (source: string): ParsedPathPattern => {
  if (hidden.test(source)) return { problem: "can't hold control characters" };
  const isWindows = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(source);
  if (!isWindows && source.includes("\\")) return { problem: "write `/` between names" };
  const text = source.replaceAll("\\", "/");
  const share = /^\/\/([^/]+)\/([^/]+)(?=\/|$)/.exec(text);
  if (isWindows && text.startsWith("//")) {
    if (share === null || /[*?]/.test(share[0])) return { problem: "must name server and share" };
    return withNames("root", [share[0], ...namesOf(text.slice(share[0].length))]);
  }
  if (/^[A-Za-z]:/.test(text)) {
    if (!isWindows) return { problem: "must be a full path: `C:/…`" };
    return withNames("root", [text.slice(0, 2).toUpperCase(), ...namesOf(text.slice(2))]);
  }
  if (text.startsWith("/")) return withNames("root", namesOf(text));
  if (text === "~" || text.startsWith("~/")) return withNames("home", namesOf(text.slice(1)));
  if (text.startsWith("~")) return { problem: "other people's folders have to be spelled" };
  if (text.startsWith("**"))
    return { problem: "begin with `./` for below the working folder, or with `/` for everywhere" };
  return withNames("folder", namesOf(text));
};

const withNames = (from: PathPattern["from"], names: string[]): ParsedPathPattern => {
  const problem = problemOf(names);
  return problem === undefined ? { pattern: { from, names } } : { problem };
};

/** How much of a pattern a path reaches: the whole, or the way to something that is meant below it. */
export interface Reach {
  isWhole: boolean;
  mayReach: boolean;
}

const isName = (form: string, name: string) => covers(form, name, true);

/** Matches names against names, in time of the product of their numbers. */
export const reachOf = (forms: readonly string[], names: readonly string[]): Reach => {
  // Places in the pattern at which the rest of the names may begin.
  let places = new Set<number>([0]);
  const spread = () => {
    for (const place of places) if (forms[place] === "**") places.add(place + 1);
  };
  spread();
  for (const name of names) {
    const next = new Set<number>();
    for (const place of places) {
      const form = forms[place];
      if (form === "**") next.add(place);
      else if (form !== undefined && isName(form, name)) next.add(place + 1);
    }
    places = next;
    spread();
  }
  return { isWhole: places.has(forms.length), mayReach: places.size > 0 };
};
