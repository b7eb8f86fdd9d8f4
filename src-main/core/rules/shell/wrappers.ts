import type { ShellWord } from "./parser.ts";

// Programs that run the command in their own words. What they run is judged for itself.

/** What a command runs besides itself: words of its own, or a line of shell. */
export type Run =
  | { type: "words"; from: number; to: number; words: readonly ShellWord[] }
  | { type: "script"; from: number; to: number; text: string }
  | { type: "problem"; why: string };

export type Runs = (words: readonly ShellWord[]) => Run[];

export interface WrapperForm {
  /** Letters of short options without a value. */
  flags?: string;
  /** Letters of short options with one. */
  valued?: string;
  /** Long options without dashes. */
  long?: readonly string[];
  /** Long options with a value. */
  longValued?: readonly string[];
  /** Words before the command, e.g. a time. */
  operands?: number;
  /** `NAME=value` may stand before the command. */
  hasAssignments?: boolean;
}

const problem = (why: string): Run[] => [{ type: "problem", why }];
const textOf = (word: ShellWord | undefined): string | null =>
  word === undefined ? "" : word.isGlob ? null : word.literal;

/** How many words an option takes; undefined for one that is not known. */
const widthOf = (word: string, form: WrapperForm): number | undefined => {
  if (word.startsWith("--")) {
    const [name = "", value] = word.slice(2).split(/=(.*)/s);
    if (form.long?.includes(name)) return 1;
    if (!form.longValued?.includes(name)) return undefined;
    return value === undefined ? 2 : 1;
  }
  const letters = word.slice(1);
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] as string;
    if (form.valued?.includes(letter)) return at === letters.length - 1 ? 2 : 1;
    if (!form.flags?.includes(letter)) return undefined;
  }
  return 1;
};

/** Where the command begins; a reason when that can't be told. */
const startOf = (words: readonly ShellWord[], form: WrapperForm): number | string => {
  let at = 1;
  while (at < words.length) {
    const text = textOf(words[at]);
    if (text === null) return "its options are not known before it runs";
    if (text === "--") {
      at += 1;
      break;
    }
    if (!/^-./.test(text)) break;
    const width = widthOf(text, form);
    if (width === undefined) return `its option ${text} is not known`;
    at += width;
  }
  if (form.hasAssignments) while (/^[A-Za-z_]\w*=/.test(textOf(words[at]) ?? "")) at += 1;
  return at + (form.operands ?? 0);
};

/** The command that stands behind a wrapper's own options. */
export const wrapper =
  (form: WrapperForm): Runs =>
  (words) => {
    const from = startOf(words, form);
    if (typeof from === "string") return problem(from);
    const before = words.slice(1, from);
    if (before.some((word) => textOf(word) === null)) return problem("its options are not known before it runs");
    return from < words.length ? [{ type: "words", from, to: words.length, words: words.slice(from) }] : [];
  };

const unknown = (source: string): ShellWord => ({ source, literal: null, isGlob: false, hasTilde: false });

const xargsForm: WrapperForm = {
  flags: "0rtpxo",
  valued: "InLPsdaE",
  long: ["null", "no-run-if-empty", "verbose", "interactive", "exit", "open-tty"],
  // Not those that take a value only behind `=`: `--replace rm` is a place, and runs rm.
  longValued: ["max-args", "max-procs", "max-chars", "delimiter", "arg-file"],
};

/** xargs adds words that nobody knows before. */
export const xargs: Runs = (words) => {
  const [run] = wrapper(xargsForm)(words);
  if (run === undefined || run.type !== "words") return run === undefined ? [] : [run];
  const own = words.slice(1, run.from).map((word) => word.literal ?? "");
  const at = own.findIndex((word) => /^-\w*I/.test(word));
  const place = at < 0 ? undefined : own[at]?.replace(/^-\w*?I/, "") || own[at + 1];
  if (place === undefined) return [{ ...run, words: [...run.words, unknown("…")] }];
  return [{ ...run, words: run.words.map((word) => (word.literal?.includes(place) ? unknown(word.source) : word)) }];
};

/** `-exec` and its like of find: all up to `;` or `+`. */
export const find: Runs = (words) => {
  const runs: Run[] = [];
  for (let at = 1; at < words.length; at += 1) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(words[at]?.literal ?? "")) continue;
    const from = at + 1;
    // A plus ends it only behind the place for the names.
    const isEnd = () =>
      words[at]?.literal === ";" || (words[at]?.literal === "+" && words[at - 1]?.literal === "{}" && at > from);
    while (at < words.length && !isEnd()) at += 1;
    const inner = words.slice(from, at).map((word) => (word.literal?.includes("{}") ? unknown(word.source) : word));
    if (at >= words.length || inner.length === 0) runs.push({ type: "problem", why: "its -exec does not end" });
    else runs.push({ type: "words", from, to: at, words: inner });
  }
  return runs;
};

/** `-x` and `-X` of fd: all that follows. */
export const fd: Runs = (words) => {
  const at = words.findIndex((word, index) => index > 0 && /^(?:-[xX]|--exec|--exec-batch)$/.test(word.literal ?? ""));
  if (at < 0) return [];
  const inner = words.slice(at + 1).map((word) => (/\{.*\}/.test(word.literal ?? "") ? unknown(word.source) : word));
  return [{ type: "words", from: at + 1, to: words.length, words: [...inner, unknown("…")] }];
};

/** Words that a program joins by blanks and gives to a shell. */
const joined = (words: readonly ShellWord[], from: number): Run[] => {
  const texts = words.slice(from).map(textOf);
  if (texts.length === 0) return [];
  if (texts.some((text) => text === null)) return problem("what it gives to a shell is not known before it runs");
  return [{ type: "script", from, to: words.length, text: texts.join(" ") }];
};

export const joinedBehind =
  (form: WrapperForm): Runs =>
  (words) => {
    const from = startOf(words, form);
    return typeof from === "string" ? problem(from) : joined(words, from);
  };

/** The line behind an option such as `-c`. */
export const scriptOf =
  (...names: readonly string[]): Runs =>
  (words) =>
    words.flatMap((word, at): Run[] => {
      const name = names.find(
        (one) => word.literal === one || (one.startsWith("--") && word.literal?.startsWith(`${one}=`)),
      );
      if (at === 0 || name === undefined) return [];
      const isSame = word.literal !== name;
      const text = isSame ? (word.literal ?? "").slice(name.length + 1) : textOf(words[at + 1]);
      if (text === null || (!isSame && words[at + 1] === undefined))
        return problem(`its ${name} is not known before it runs`);
      return [{ type: "script", from: isSame ? at : at + 1, to: isSame ? at + 1 : at + 2, text }];
    });

/** What a shell runs: the line behind `-c`; a file or its input is not known here. */
export const shell: Runs = (words) => {
  let at = 1;
  let isLine = false;
  for (; at < words.length; at += 1) {
    const text = textOf(words[at]);
    if (text === null) return problem("its options are not known before it runs");
    if (!/^[-+]./.test(text) || text === "--") break;
    if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(text)) isLine = true;
    if (/^-[lcxeuf]+$/.test(text) || ["--login", "--norc", "--noprofile", "--posix"].includes(text)) continue;
    if (/^[-+]o$/.test(text)) at += 1;
    else return problem(`its option ${text} is not known`);
  }
  if (textOf(words[at]) === "--") at += 1;
  if (!isLine) return at < words.length ? [] : problem("it runs what it gets on its input");
  const text = textOf(words[at]);
  if (text === null || words[at] === undefined) return problem("the line that it runs is not known before");
  return [{ type: "script", from: at, to: at + 1, text }];
};
