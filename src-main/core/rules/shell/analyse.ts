import type { ShellParser, SimpleCommand } from "./parser.ts";
import { programOf } from "./programs.ts";
import type { Run } from "./wrappers.ts";

/** Whose lines they are; only those of POSIX shells can be read. */
export type ShellDialect = "posix" | "powershell" | "cmd";

export interface AnalysedCommand extends SimpleCommand {
  /** The command whose words hold this one, and which of its words; null where the shell itself runs it. */
  within: { index: number; from: number; to: number } | null;
  /** Why it is asked about whatever the rules say. */
  problems: string[];
}

export interface ShellAnalysis {
  text: string;
  shell: ShellDialect;
  /** All simple commands that the line runs, as far as they could be found. */
  commands: AnalysedCommand[];
  /** Why the line as a whole can't be judged by its commands. */
  problems: string[];
  /** What else the call does with the line, so that not even a rule for exactly this line means it. */
  callProblem: string | null;
}

/** Beyond these a line is asked about: reading it would hold up the hub, and nobody could read it either. */
const most = { characters: 16_384, commands: 500, words: 2000, depth: 6, brackets: 100 } as const;

/** Characters that no line needs and that make it look like another one. */
const hidden = /(?![\t\n ])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

const hiddenProblem = (text: string): string | undefined => {
  const found = hidden.exec(text)?.[0];
  if (found === undefined) return undefined;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `it holds a hidden or misleading character (U+${code})`;
};

interface Walk {
  parser: ShellParser;
  commands: AnalysedCommand[];
  problems: string[];
}

/** Why the name of a command says nothing about what will run. */
const nameProblem = ({ words }: SimpleCommand): string | undefined => {
  const [name] = words;
  if (name === undefined) return undefined;
  if (name.literal === null || name.isGlob) return "its name is not known before it runs";
  if (name.literal.trim() === "" || /[\s$`'"\\;&|<>(){}*?[\]]/.test(name.literal.replace(/^\[\[?$/, ""))) {
    return "its name is no plain word";
  }
  if (name.source.includes("$'")) return "its name is written in numbers of letters, which not all shells know";
  if (name.literal.startsWith("~") !== name.hasTilde) return "its name looks like one in the home folder";
  if (/[^\x20-\x7e]/.test(name.literal)) return "its name has letters that look like others";
  return undefined;
};

const addRun = (walk: Walk, owner: AnalysedCommand, index: number, run: Run, depth: number): void => {
  if (run.type === "problem") {
    owner.problems.push(run.why);
    return;
  }
  const within = { index, from: run.from, to: run.to };
  if (run.type === "words") {
    const source = run.words.map((word) => word.source).join(" ");
    addCommand(walk, { source, assignments: [], words: [...run.words], redirections: [] }, within, depth + 1);
    return;
  }
  const unread = unreadable(run.text, "posix");
  const line = unread === undefined ? walk.parser.parse(run.text) : { commands: [], problems: [unread] };
  owner.problems.push(...line.problems.map((why) => `in the line that it runs: ${why}`));
  for (const command of line.commands) addCommand(walk, command, within, depth + 1);
};

const addCommand = (walk: Walk, command: SimpleCommand, within: AnalysedCommand["within"], depth: number): void => {
  if (walk.commands.length >= most.commands || depth > most.depth) {
    walk.problems.push("it holds too many commands");
    return;
  }
  if (command.words.length > most.words) {
    walk.problems.push("a command has too many words");
    return;
  }
  const problem = nameProblem(command);
  const one: AnalysedCommand = { ...command, within, problems: problem === undefined ? [] : [problem] };
  const index = walk.commands.push(one) - 1;
  const name = command.words[0]?.literal;
  if (name == null) return;
  const program = programOf(name);
  if (program.ask !== undefined) one.problems.push(program.ask);
  for (const run of program.runs?.(command.words) ?? []) addRun(walk, one, index, run, depth);
};

/**
 * Finds all simple commands that a line of shell runs, also those in the words of others (`env`, `xargs`, `sh -c` …).
 * Never throws; what can't be judged is a problem of the line or of a command. `callProblem` is what the call itself has
 * against being judged by its line.
 */
export const analyse = (
  parser: ShellParser,
  text: string,
  shell: ShellDialect = "posix",
  callProblem: string | null = null,
): ShellAnalysis => {
  const walk: Walk = { parser, commands: [], problems: [] };
  const problem = unreadable(text, shell);
  if (problem !== undefined) return { text, shell, commands: [], problems: [problem], callProblem };
  const line = parser.parse(text);
  walk.problems.push(...line.problems);
  const hiddenOne = hiddenProblem(text);
  if (hiddenOne !== undefined) walk.problems.push(hiddenOne);
  for (const command of line.commands) addCommand(walk, command, null, 0);
  return { text, shell, commands: walk.commands, problems: [...new Set(walk.problems)], callProblem };
};

/** Whether brackets stand deeper in each other than any line needs. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    depth += "([{".includes(bracket) ? 1 : -1;
    if (depth > most.brackets) return true;
    if (depth < 0) depth = 0;
  }
  return false;
};

/** Why a line is not even given to the parser. */
const unreadable = (text: string, shell: ShellDialect): string | undefined => {
  if (shell !== "posix") return "lines of this shell are not parsed";
  if (text.length > most.characters) return "it is too long to be parsed";
  if (isTooDeep(text)) return "its brackets are too deep to be parsed";
  return text.trim() === "" ? "it is empty" : undefined;
};
