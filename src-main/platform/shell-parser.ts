import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { parse } from "unbash";
import { Language, Parser } from "web-tree-sitter";
import type { ParsedLine, ShellParser, ShellParserState } from "../core/rules/shell/parser.ts";
import { readControl } from "./shell-parser-control.ts";
import { type Mark, type ReadLine, readTree } from "./shell-parser-tree.ts";

const name = "unbash and tree-sitter-bash";

/** What it finds hard, such as brackets that never close, must not hold up the hub. */
const mostMilliseconds = 200;

export interface LoadedShellParser extends ShellParser {
  close(): void;
}

const failure = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The tree that core judges; what goes wrong in it is a problem of the line. */
const readLine = (text: string): ReadLine => {
  try {
    return readTree(parse(text), text);
  } catch (error) {
    return { commands: [], problems: [`can't be read: ${failure(error)}`], marks: [] };
  }
};

const isSame = (one: readonly Mark[], other: readonly Mark[]): boolean =>
  one.length === other.length && one.toSorted().join(" ") === other.toSorted().join(" ");

const readBoth = (parser: Parser, text: string): ParsedLine => {
  const { commands, problems, marks } = readLine(text);
  const until = performance.now() + mostMilliseconds;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > until });
  if (tree === null) {
    // Else the next line would go on with this one.
    parser.reset();
    return { commands, problems: [...problems, "it takes too long to read"] };
  }
  try {
    const control = readControl(tree.rootNode, text);
    const all = [...problems, ...control.problems];
    // Two parsers that see different commands: one of them is wrong, or the line was made to fool one.
    if (all.length === 0 && !isSame(marks, control.marks)) all.push("the two parsers read it differently");
    return { commands, problems: [...new Set(all)] };
  } finally {
    tree.delete();
  }
};

/** A parser for where none could be loaded: it understands nothing, so that every line is asked about. */
export const createMissingShellParser = (problem: string): LoadedShellParser => ({
  state: { isLoaded: false, name, problem },
  parse: () => ({ commands: [], problems: [`no shell parser: ${problem}`] }),
  close: () => {},
});

/**
 * Loads both parsers of shell lines; a line is understood only where they agree. Never throws: without the second one
 * nothing is understood, and `state` says why.
 */
export const loadShellParser = async (chosen?: string): Promise<LoadedShellParser> => {
  try {
    const grammar = chosen ?? createRequire(import.meta.url).resolve("tree-sitter-bash/tree-sitter-bash.wasm");
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(await readFile(grammar)));
    const state: ShellParserState = { isLoaded: true, name, problem: null };
    return {
      state,
      parse(text) {
        try {
          return readBoth(parser, text);
        } catch (error) {
          return { commands: readLine(text).commands, problems: [`can't be read: ${failure(error)}`] };
        }
      },
      close: () => parser.delete(),
    };
  } catch (error) {
    return createMissingShellParser(failure(error));
  }
};
