import type { ShellWord } from "./parser.ts";
import type { AnalysedCommand } from "./analyse.ts";
import { gitCommandAt } from "./guards.ts";
import { type CommandPattern, isSpelled, matchesAround, type PatternWord } from "./pattern.ts";
import { nameOf, type Program, programOf } from "./programs.ts";

/** Whether a wildcard of a rule may stand for this word of the command. */
const isCovered = (word: ShellWord, index: number, words: readonly ShellWord[], program: Program): boolean => {
  if (program.isSpelled || word.isGlob) return false;
  if (word.literal === null) return program.isHarmless === true;
  // Nothing is guarded of a program whose other words are not known: they may change what this one means.
  return program.guard?.(word.literal, index, words) !== true;
};

/** One word that the shell fills in can become several, or none. */
const isOneWord = (word: ShellWord): boolean =>
  word.literal !== null || (/^"[^"]*"$/.test(word.source) && !/[@*]/.test(word.source));

export interface AllowMatch {
  /** For each word of the command whether the rule spells it. */
  spelled: boolean[];
}

/** How an allowing rule's pattern covers a command whole; undefined when it does not. */
export const matchAllow = (pattern: CommandPattern, command: AnalysedCommand): AllowMatch | undefined => {
  const { words } = command;
  if (words.length < pattern.words.length || (words.length > pattern.words.length && !pattern.hasRest))
    return undefined;
  const program = programOf(words[0]?.literal ?? "");
  const spelled: boolean[] = [];
  for (const [index, word] of words.entries()) {
    const wanted = pattern.words[index];
    if (wanted?.type === "text") {
      if (!isSpelled(word, wanted)) return undefined;
      spelled.push(true);
      continue;
    }
    if (!isCovered(word, index, words, program)) return undefined;
    if (wanted !== undefined && !isOneWord(word)) return undefined;
    spelled.push(false);
  }
  // A program with guards and no word more is looked at as well: an interpreter alone reads its input.
  const isBare = words.length === 1 && pattern.hasRest && program.guard?.("", 0, words) === true;
  return !isBare && matchesAround(command, pattern, true) ? { spelled } : undefined;
};

const textWords = (pattern: CommandPattern): (PatternWord & { type: "text" })[] =>
  pattern.words.slice(1).filter((word) => word.type === "text");

/** A name as a deny rule means it: by whichever path it is called. */
const isSameName = (word: ShellWord | undefined, wanted: PatternWord | undefined): boolean => {
  if (wanted === undefined || wanted.type === "any") return true;
  if (word?.literal == null) return false;
  return word.literal === wanted.text || nameOf(word.literal) === nameOf(wanted.text);
};

const isEqual = (word: ShellWord | undefined, wanted: PatternWord): boolean =>
  word !== undefined && (wanted.type === "any" || (word.literal ?? word.source) === wanted.text);

const matchesWords = (words: readonly ShellWord[], pattern: CommandPattern): boolean => {
  if (pattern.words.length === 0) return words.length === 0 || pattern.hasRest || hasAround(pattern);
  if (words.length === 0 || !isSameName(words[0], pattern.words[0])) return false;
  const isLong = words.length === pattern.words.length || (pattern.hasRest && words.length > pattern.words.length);
  return isLong && pattern.words.slice(1).every((wanted, at) => isEqual(words[at + 1], wanted));
};

/** A pattern of redirections or assignments alone is meant for whatever command they stand at. */
const hasAround = ({ words, redirections, assignments }: CommandPattern): boolean =>
  words.length === 0 && redirections.length + assignments.length > 0;

/** git without its own options, so that `git -C there push` is a push. */
const withoutOwnOptions = (words: readonly ShellWord[]): readonly ShellWord[] =>
  nameOf(words[0]?.literal ?? "") === "git" ? [...words.slice(0, 1), ...words.slice(gitCommandAt(words))] : words;

/** Whether a denying or asking rule means this command. */
export const matchDeny = (pattern: CommandPattern, command: AnalysedCommand): boolean =>
  (matchesWords(command.words, pattern) || matchesWords(withoutOwnOptions(command.words), pattern)) &&
  matchesAround(command, pattern, false);

const isPartOfOption = (text: string, words: readonly ShellWord[]): boolean =>
  /^-[A-Za-z]+$/.test(text) &&
  text
    .slice(1)
    .split("")
    .every((letter) => words.some((word) => /^-[A-Za-z]+$/.test(word.literal ?? "") && word.literal?.includes(letter)));

/**
 * Whether a denying or asking rule may mean this command: its words are there in another order, among others, or where the
 * shell fills something in.
 */
export const mayMatchDeny = (pattern: CommandPattern, command: AnalysedCommand): boolean => {
  const { words } = command;
  if (pattern.words.length === 0) return false;
  if (words[0]?.literal === null || words[0]?.isGlob) return true;
  if (words.length === 0) return false;
  const rest = words.slice(1);
  if (!isSameName(words[0], pattern.words[0])) {
    // Programs of which only this is known, that they run others: their own words may name the one that is meant.
    const isRunner = programOf(words[0]?.literal ?? "").isSpelled === true;
    return isRunner && rest.some((word) => isSameName(word, pattern.words[0]));
  }
  const hasUnknown = rest.some((word) => word.literal === null || word.isGlob);
  const wanted = textWords(pattern);
  if (wanted.length === 0)
    return hasUnknown || (pattern.words[0]?.type === "text" && hasAround({ ...pattern, words: [] }));
  return wanted.every(
    ({ text }) => hasUnknown || rest.some((word) => word.literal === text) || isPartOfOption(text, rest),
  );
};

/** More is narrower: spelled words count before wildcards. */
export const weightOf = (pattern: CommandPattern): number =>
  pattern.words.reduce((sum, word) => sum + (word.type === "text" ? 10 : 1), 0) +
  (pattern.hasRest ? 0 : 5) +
  10 * (pattern.redirections.length + pattern.assignments.length);
