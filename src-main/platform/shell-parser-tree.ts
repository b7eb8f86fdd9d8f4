import type {
  Assignment,
  CommandNode,
  HereDoc,
  ParameterExpansionPart,
  ParsedScript,
  Redirection,
  SyntaxNode,
  TestExpression,
  Word,
  WordPart,
} from "unbash";
import { forEachChild } from "unbash";
import type {
  ParsedLine,
  ShellAssignment,
  ShellRedirection,
  ShellWord,
  SimpleCommand,
} from "../core/rules/shell/parser.ts";

// From unbash's tree to the flat list of simple commands that core judges. What is not known here to be harmless is a
// problem: a kind of node that a later version brings must not slip through.

/** What stands where, to be compared with the second parser: `n` names, `w` words, `a` assignments, `r` redirections. */
export type Mark = `${"n" | "w" | "a" | "r"}:${number}-${number}`;

export interface ReadLine extends ParsedLine {
  marks: Mark[];
}

interface Reader extends ReadLine {
  text: string;
}

const isNumber = (word: Word | undefined): boolean => word === undefined || /^\s*-?\d+\s*$/.test(word.text);

/** Parts of a word whose value does not depend on what the shell knows when it runs. */
const isFixed = (part: WordPart): boolean => {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return true;
    case "DoubleQuoted":
      return part.parts.every((one) => one.type === "Literal");
    default:
      return false;
  }
};

const isPattern = (part: WordPart): boolean =>
  part.type === "Glob" || part.type === "ExtendedGlob" || part.type === "BraceExpansion";

const readParameter = (reader: Reader, part: ParameterExpansionPart): void => {
  const { operation } = part;
  if (part.prefix === "!") reader.problems.push(`${part.text} takes the name of a variable from another`);
  if (part.index && !isNumber(part.index) && !["@", "*"].includes(part.index.text)) {
    reader.problems.push(`${part.text} calculates an index, which may run commands`);
  }
  // What other shells hang on to an expansion, such as flags in zsh, may run its value.
  if (!/^(?:[A-Za-z_]\w*|\d+|[@*#?$!-])$/.test(part.parameter)) reader.problems.push(`${part.text} is not understood`);
  switch (operation?.type) {
    case undefined:
    case "Remove":
    case "Replace":
    case "CaseModification":
      return;
    case "Default":
      if (operation.operator.endsWith("=")) reader.problems.push(`${part.text} sets a variable`);
      return;
    case "Slice":
      if (isNumber(operation.offset) && isNumber(operation.length)) return;
      reader.problems.push(`${part.text} calculates, which may run commands`);
      return;
    default:
      reader.problems.push(`${part.text} may run its value or is not understood`);
  }
};

const readParts = (reader: Reader, parts: readonly WordPart[]): void => {
  for (const part of parts) readPart(reader, part);
};

const readScript = (reader: Reader, script: ParsedScript | undefined, text: string): void => {
  if (script === undefined) reader.problems.push(`${text} could not be read`);
  // Positions in it count from the beginning of its own, unescaped text.
  else if (script.source !== undefined) reader.problems.push(`${text} has escapes between backticks`);
  else readCommands(reader, script);
};

const readPart = (reader: Reader, part: WordPart): void => {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
      return;
    case "AnsiCQuoted":
      if (part.text.includes("\\'")) reader.problems.push(`${part.text} ends elsewhere in other shells`);
      return;
    case "LocaleString":
      reader.problems.push(`${part.text} may be translated`);
      return readParts(reader, part.parts);
    case "Glob":
    case "ExtendedGlob":
    case "BraceExpansion":
      return readParts(reader, part.parts ?? []);
    case "DoubleQuoted":
      return readParts(reader, part.parts);
    case "SimpleExpansion":
      return;
    case "ParameterExpansion":
      readParameter(reader, part);
      return forEachChild(part, (child) => readAny(reader, child));
    case "CommandExpansion":
    case "ProcessSubstitution":
      return readScript(reader, part.script, part.text);
    case "ArithmeticExpansion":
      // A variable's value is calculated too, and an index in it may run commands.
      if (!/^[\s\d()+*/%<>=!&|^~?:-]*$/.test(part.text.slice(1))) {
        reader.problems.push(`${part.text} calculates with more than numbers, which may run commands`);
      }
      return forEachChild(part, (child) => readAny(reader, child));
    default:
      reader.problems.push(`a part of the line (${(part as { type: string }).type}) is not understood`);
  }
};

const isHistory = (parts: readonly WordPart[]): boolean =>
  parts.some(
    (part) =>
      (part.type === "Literal" && /![^\s=(]/.test(part.text)) ||
      (part.type === "DoubleQuoted" && isHistory(part.parts)),
  );

/** The text of `$(cat <<'END' … END)`, which is how agents write long words. */
const textOfCat = (part: WordPart): string | null => {
  if (part.type !== "CommandExpansion" || part.script?.commands.length !== 1) return null;
  const [statement] = part.script.commands;
  const command = statement?.command;
  if (command?.type !== "Command" || statement?.background || command.name?.text !== "cat") return null;
  const [doc] = command.suffix;
  if (command.suffix.length !== 1 || command.prefix.length > 0 || doc?.type !== "HereDoc") return null;
  const isPlain = doc.operator === "<<" && doc.delimiter?.quoted === true && doc.closing !== undefined;
  return isPlain && doc.descriptor === undefined ? doc.body.text.replace(/\n+$/, "") : null;
};

/** What a program gets, where that does not depend on what the shell knows when it runs. */
const literalOf = (word: Word): string | null => {
  const parts = word.parts ?? [];
  if (parts.every(isFixed)) return word.value;
  const [part] = parts;
  if (parts.length !== 1 || part?.type !== "DoubleQuoted") return null;
  const texts = part.parts.map((one) => (one.type === "Literal" ? one.value : textOfCat(one)));
  return texts.includes(null) ? null : texts.join("");
};

/** A dollar that Bash leaves as it is, such as in `$=x`, which zsh fills in. */
const isDollarWord = ({ text, parts }: Word): boolean => {
  const bare = parts === undefined ? [text] : parts.flatMap((part) => (part.type === "Literal" ? [part.text] : []));
  return bare.some((one) => /(?<!\\)\$[^\s"'/]/.test(one));
};

const readWord = (reader: Reader, word: Word): ShellWord => {
  const parts = word.parts ?? [];
  readParts(reader, parts);
  const isPlain = word.parts === undefined;
  if (isPlain ? /(?<!\\)![^\s=(]/.test(word.text) : isHistory(parts)) {
    reader.problems.push(`${word.text} may be replaced from the history`);
  }
  // `=ls` is the path of ls in zsh.
  if (/^=./.test(word.text)) reader.problems.push(`${word.text} is another word in other shells`);
  // zsh ends a group at a brace that stands alone, wherever it is.
  if (/^[{}]$/.test(word.text)) reader.problems.push(`${word.text} ends or begins a group in other shells`);
  if (isDollarWord(word)) reader.problems.push(`${word.text} is filled in by other shells`);
  return {
    source: word.text,
    literal: literalOf(word),
    isGlob: parts.some(isPattern),
    hasTilde: word.text.startsWith("~"),
  };
};

const readAssignment = (reader: Reader, one: Assignment): ShellAssignment => {
  if (one.index && !isNumber(one.index))
    reader.problems.push(`${one.text} calculates an index, which may run commands`);
  if (one.index) readWord(reader, one.index);
  if (one.value.type === "ArrayValue") {
    for (const element of one.value.elements) readWord(reader, element);
    return { name: one.name, source: one.text, value: null };
  }
  return { name: one.name, source: one.text, value: readWord(reader, one.value) };
};

const readHereDoc = (reader: Reader, doc: HereDoc): ShellWord => {
  const { body, delimiter } = doc;
  if (delimiter === undefined || doc.closing === undefined) reader.problems.push("a here-document does not end");
  if (body.parts) readParts(reader, body.parts);
  const isKnown = delimiter?.quoted === true || (!body.text.includes("\\") && (body.parts ?? []).every(isFixed));
  return { source: body.text, literal: isKnown ? body.text : null, isGlob: false, hasTilde: false };
};

const nothing: ShellWord = { source: "", literal: "", isGlob: false, hasTilde: false };

const readRedirection = (reader: Reader, one: Redirection): ShellRedirection => {
  const { descriptor } = one;
  if (descriptor?.type === "FileDescriptorVariable") reader.problems.push(`{${descriptor.name}} sets a variable`);
  const number = descriptor?.type === "FileDescriptor" ? String(descriptor.value) : null;
  if (one.type === "HereDoc") {
    return { operator: one.operator, descriptor: number, target: readHereDoc(reader, one) };
  }
  if (one.target === undefined) {
    reader.problems.push(`${one.operator} has no target`);
    return { operator: one.operator, descriptor: number, target: nothing };
  }
  reader.marks.push(`r:${one.target.pos}-${one.target.end}`);
  const target = readWord(reader, one.target);
  if (target.source.startsWith("!")) reader.problems.push(`${one.operator}! writes over a file in other shells`);
  return { operator: one.operator, descriptor: number, target };
};

const readSimple = (reader: Reader, node: CommandNode & { type: "Command" }): void => {
  const source = reader.text.slice(node.pos, node.end);
  const command: SimpleCommand = { source, assignments: [], words: [], redirections: [] };
  reader.commands.push(command);
  for (const one of node.prefix) {
    if (one.type !== "Assignment") continue;
    reader.marks.push(`a:${one.pos}-${one.end}`);
    command.assignments.push(readAssignment(reader, one));
  }
  if (node.name) {
    reader.marks.push(`n:${node.name.pos}-${node.name.end}`);
    command.words.push(readWord(reader, node.name));
  }
  // The second parser reads `[ … ]` as an expression.
  const isTest = node.name?.text === "[";
  for (const one of node.args) {
    if (!isTest) reader.marks.push(`w:${one.pos}-${one.end}`);
    if (one.type === "Word") command.words.push(readWord(reader, one));
    else {
      const { value } = readAssignment(reader, one);
      const literal = value?.literal == null ? null : reader.text.slice(one.pos, one.value.pos) + value.literal;
      command.words.push({
        source: one.text,
        literal,
        isGlob: value?.isGlob ?? true,
        hasTilde: value?.hasTilde ?? false,
      });
    }
  }
  command.redirections.push(...node.redirects.map((one) => readRedirection(reader, one)));
};

const readTest = (reader: Reader, test: TestExpression): void => {
  switch (test.type) {
    case "TestUnary":
      if (["-v", "-R"].includes(test.operator)) reader.problems.push(`[[ ${test.operator} ]] may run commands`);
      return void readWord(reader, test.operand);
    case "TestBinary": {
      const isSum = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge"].includes(test.operator);
      if (isSum && !(isNumber(test.left) && isNumber(test.right))) {
        reader.problems.push(`[[ ${test.operator} ]] calculates, which may run commands`);
      }
      // A shell without [[ takes them for redirections.
      if (/[<>]/.test(test.operator)) reader.problems.push(`[[ ${test.operator} ]] is something else in other shells`);
      readWord(reader, test.left);
      return void readWord(reader, test.right);
    }
    case "TestNot":
      return readTest(reader, test.operand);
    default:
      // `[[ x || rm ]]` runs rm in a shell without [[.
      reader.problems.push("an expression of several parts in [[ ]] is something else in other shells");
      forEachChild(test, (child) => readAny(reader, child));
  }
};

/** Names that mean something to a shell must not be set by a loop; zsh ties some in small letters to PATH and others. */
const isLoopName = (name: string): boolean =>
  /^[a-z_][a-z0-9_]*$/.test(name) &&
  !/^(?:_|path|cdpath|fpath|manpath|mailpath|module_path|argv|status|prompt|psvar|watch|signals|commands|functions|aliases|options|parameters|builtins|history|dis_.*|nameddirs|userdirs|z?le.*)$/.test(
    name,
  );

/** A redirection that belongs to a group is judged like one that stands alone. */
const readGroupRedirections = (reader: Reader, redirects: readonly Redirection[]): void => {
  for (const one of redirects) {
    const source = reader.text.slice(one.pos, one.end);
    reader.commands.push({ source, assignments: [], words: [], redirections: [readRedirection(reader, one)] });
  }
};

const readAll = (reader: Reader, node: SyntaxNode): void => forEachChild(node, (child) => readAny(reader, child));

const readAny = (reader: Reader, node: SyntaxNode): void => {
  switch (node.type) {
    case "Script":
      return readCommands(reader, node);
    case "Command":
      return readSimple(reader, node);
    case "Word":
      return void readWord(reader, node);
    case "Redirected":
      readAny(reader, node.command);
      return readGroupRedirections(reader, node.redirects);
    case "For":
    case "Select":
      if (!isLoopName(node.name.text)) reader.problems.push(`a loop sets ${node.name.text}`);
      for (const word of node.wordlist ?? []) readWord(reader, word);
      return readAny(reader, node.body);
    case "TestCommand":
      return readTest(reader, node.expression);
    case "Function":
    case "Coproc":
      reader.problems.push(node.type === "Function" ? "defines a function" : "starts a coprocess");
      return readAll(reader, node);
    case "ArithmeticCommand":
    case "ArithmeticFor":
      reader.problems.push("(( )) calculates, which may run commands");
      return readAll(reader, node);
    case "Statement":
    case "CompoundList":
    case "Pipeline":
    case "AndOr":
    case "Negation":
    case "Time":
    case "If":
    case "Elif":
    case "While":
    case "Subshell":
    case "BraceGroup":
    case "Case":
    case "CaseItem":
      return readAll(reader, node);
    default:
      return readRest(reader, node);
  }
};

const readRest = (reader: Reader, node: SyntaxNode): void => {
  if (node.type.startsWith("Arithmetic") && node.type !== "ArithmeticExpansion") return readAll(reader, node);
  if (node.type.startsWith("Test")) return readTest(reader, node as TestExpression);
  switch (node.type) {
    case "Default":
    case "Remove":
    case "Replace":
    case "Slice":
    case "CaseModification":
    case "Transform":
    case "Names":
    case "Unknown":
      return readAll(reader, node);
    default:
      return readPart(reader, node as WordPart);
  }
};

const readCommands = (reader: Reader, script: ParsedScript): void => {
  for (const error of script.errors ?? []) reader.problems.push(`can't be read: ${error.message}`);
  for (const statement of script.commands) readAny(reader, statement);
};

/** Lays a parsed script flat. `text` is what it was parsed from. */
export const readTree = (script: ParsedScript, text: string): ReadLine => {
  const reader: Reader = { text, commands: [], problems: [], marks: [] };
  readCommands(reader, script);
  return { commands: reader.commands, problems: reader.problems, marks: reader.marks };
};
