import type { ShellWord } from "./parser.ts";

/**
 * Whether a word is more than the wildcards of a rule may stand for: an option that runs a program, writes a file or
 * reads a configuration. Such a word counts only where the rule spells it.
 */
export type Guard = (word: string, index: number, words: readonly ShellWord[]) => boolean;

export interface GuardedOptions {
  /** Letters of short options, also in clusters and with their value behind them. */
  short?: string;
  /** Names of long options without dashes, apart by blanks; GNU tools take any beginning of one. */
  long?: string;
  /** Whole words, apart by blanks, e.g. subcommands. */
  words?: string;
  /** Anything else. */
  form?: RegExp;
}

const isLong = (word: string, names: readonly string[]): boolean => {
  if (!word.startsWith("--") || word === "--") return false;
  const given = word.slice(2).split("=", 1)[0] ?? "";
  return names.some((name) => name.startsWith(given) || given.startsWith(name));
};

const isShort = (word: string, letters: string): boolean =>
  /^-[^-]/.test(word) && letters.split("").some((letter) => word.includes(letter));

/** A guard made of options. A short option is seen in any cluster that holds its letter: rather once too often. */
export const options = ({ short = "", long = "", words = "", form }: GuardedOptions): Guard => {
  const names = long.split(/\s+/).filter((name) => name !== "");
  const whole = new Set(words.split(/\s+/).filter((name) => name !== ""));
  return (word) => isShort(word, short) || isLong(word, names) || whole.has(word) || form?.test(word) === true;
};

/** Words that are neither options nor the values of some. */
const operands = (words: readonly ShellWord[]): ShellWord[] =>
  words.slice(1).filter((word) => word.literal === null || !/^-./.test(word.literal));

/** For programs that write into their second file, as `uniq` does. */
export const secondOperand: Guard = (_word, _index, words) => operands(words).length > 1;

/** For interpreters: what stands before the program is for the interpreter itself, and may be code. */
export const beforeOperand: Guard = (word, index, words) =>
  word.startsWith("-") && index < words.findIndex((one, at) => at > 0 && !one.literal?.startsWith("-"));

/** Only these options are known to do no harm. */
export const onlyOptions =
  (form: RegExp): Guard =>
  (word) =>
    word.startsWith("-") && !form.test(word);

/** For interpreters: without a program to run they run what they are given on their input. */
export const withoutOperand: Guard = (_word, _index, words) => operands(words).length === 0;

export const anyOf =
  (...guards: Guard[]): Guard =>
  (word, index, words) =>
    guards.some((guard) => guard(word, index, words));

/** Programs of sed that only print, delete or replace: none that writes a file or runs something. */
const isQuietStep = (script: string): boolean =>
  /^(?:(?:\d+|\$|\/[^/\n\\]*\/)(?:,(?:\d+|\$|\/[^/\n\\]*\/))?)?!?[pdq=]$/.test(script) ||
  /^s([/|#,:@])(?:(?!\1)[^\\\n]|\\[^\n])*\1(?:(?!\1)[^\\\n]|\\[^\n])*\1[gpI0-9]*$/.test(script);

/** Steps are apart by semicolons; one inside of a step would leave halves that are none. */
const isQuietSed = (script: string): boolean => script.split(/\s*;\s*/).every(isQuietStep);

/** All of sed's words are looked at together: which of them is a program depends on the others. */
export const sedGuard: Guard = (_word, _index, words) => {
  const given = words.slice(1).map((word) => word.literal ?? "--unknown");
  const scripts: string[] = [];
  const rest: string[] = [];
  let isOver = false;
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] as string;
    if (isOver || !/^-./.test(word)) rest.push(word);
    else if (word === "--") isOver = true;
    else if (/^-[nErzu]+$/.test(word) || ["--quiet", "--silent", "--regexp-extended"].includes(word)) continue;
    else if (/^-[nErzu]*e$/.test(word)) scripts.push(given[(at += 1)] ?? "");
    else if (word.startsWith("--expression=")) scripts.push(word.slice("--expression=".length));
    else return true;
  }
  const first = scripts.length === 0 ? rest.slice(0, 1) : scripts;
  return first.length === 0 || !first.every(isQuietSed);
};

/** awk can run commands, write files and load code. */
export const awkGuard: Guard = (word, index) =>
  index > 0 && (/^-(?![Fv0])/.test(word) || /system|getline|[|>@]|close\s*\(/.test(word.replaceAll(/\|\||>=/g, "")));

/** tar also takes its letters without a dash, and reaches for another computer where a name holds a colon. */
export const tarGuard: Guard = (word, index) => (index === 1 && /^[A-Za-z]*[IFP]/.test(word)) || word.includes(":");

/** Subcommands of git itself; another one may be an alias, which can be any command. */
const gitCommands = new Set(
  `add am annotate apply archive bisect blame branch bundle cat-file check-attr check-ignore checkout cherry cherry-pick clean clone
  commit count-objects describe diff diff-files diff-index diff-tree fetch for-each-ref fsck gc grep init log ls-files ls-remote
  ls-tree merge merge-base mv name-rev notes prune pull push range-diff rebase reflog remote reset restore rev-list rev-parse
  revert rm shortlog show show-branch show-ref sparse-checkout stash status submodule switch symbolic-ref tag update-index
  update-ref verify-commit verify-tag version worktree`.split(/\s+/),
);

const gitOptions = options({
  long: "config-env exec-path exec git-dir work-tree ext-diff textconv open-files-in-pager output output-directory upload-pack receive-pack config template extcmd tool strategy gpg-sign signoff-by edit-description paginate remote recurse-submodules reference separate-git-dir unsafe-paths directory",
  words: "foreach run config",
  form: /::/,
});

const gitValued = ["-C", "-c", "--git-dir", "--work-tree", "--namespace", "--config-env", "--attr-source"];

/** Where git's subcommand stands. */
export const gitCommandAt = (words: readonly ShellWord[]): number => {
  let at = 1;
  while (words[at]?.literal?.startsWith("-")) at += gitValued.includes(words[at]?.literal ?? "") ? 2 : 1;
  return at;
};

/** Up to git's subcommand wildcards stand for nothing but one of its own, and never for what runs other programs. */
export const gitGuard: Guard = (word, index, words) => {
  const at = gitCommandAt(words);
  if (index < at) return !["--version", "--help"].includes(word);
  if (index === at) return !gitCommands.has(word);
  const command = words[at]?.literal ?? "";
  if (word === "-p") return !/^(?:add|log|show|diff|stash|checkout|restore|reset|commit)$/.test(command);
  if (/^-[^-]/.test(word) && gitLetters(command).some((letter) => word.includes(letter))) return true;
  return gitOptions(word, index, words);
};

/** Short options that run or write something, by the subcommand: the same letter is harmless in others. */
const gitLetters = (command: string): string[] => {
  if (["log", "show", "status", "blame", "stash", "switch", "checkout", "add", "ls-files"].includes(command)) return [];
  if (command === "diff" || command === "grep") return ["O"];
  if (["commit", "push", "tag", "branch"].includes(command)) return ["c"];
  if (["merge", "rebase", "pull", "cherry-pick", "revert", "am"].includes(command)) return ["s", "X", "x", "c"];
  return ["o", "O", "x", "u", "c"];
};

const hasComputedIndex = (word: string): boolean => {
  const at = word.indexOf("[");
  return at >= 0 && /[$`]/.test(word.slice(at));
};

/** Options of builtins that take an expression: an index in it may run commands. */
export const testGuard: Guard = (word) => ["-v", "-R"].includes(word) || hasComputedIndex(word);
