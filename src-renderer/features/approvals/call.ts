import type { ToolInput } from "#contract/rule.ts";

type Json = ToolInput;
type JsonObject = { [key: string]: Json };

/** One file as a call changes it. */
export interface FileChange {
  path: string | null;
  /** Null where the call doesn't say what was there before. */
  before: string | null;
  after: string;
  /** More than this one place, e.g. `everywhere`; null when it is one. */
  note: string | null;
}

/** How a call is shown. Whatever of the input is not in it stands in `rest`, so that nothing is left out. */
export type CallView =
  | { type: "command"; command: string; language: "bash" | "powershell" | "dos"; rest: Json | null }
  | { type: "changes"; changes: FileChange[]; rest: Json | null }
  | { type: "patch"; patch: string; rest: Json | null }
  | { type: "tree"; rest: Json };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const pathKeys = ["file_path", "filePath", "path", "notebook_path", "TargetFile", "absolute_path"];
const beforeKeys = ["old_string", "oldString", "old_str", "old_text", "oldText"];
const afterKeys = ["new_string", "newString", "new_str", "new_text", "newText"];
const contentKeys = ["content", "contents", "file_text", "text"];
const patchKeys = ["patch", "input", "command", "diff", "patchText"];
const commandKeys = ["command", "cmd", "CommandLine"];
const everywhereKeys = ["replace_all", "replaceAll"];

/** Takes what is known out of an input; what nobody took stays. */
const createTaker = (input: JsonObject) => {
  const left = { ...input };
  return {
    text(keys: readonly string[]): string | null {
      const key = keys.find((name) => typeof left[name] === "string");
      if (key === undefined) return null;
      const value = left[key];
      delete left[key];
      return typeof value === "string" ? value : null;
    },
    flag(keys: readonly string[]): boolean {
      const key = keys.find((name) => typeof left[name] === "boolean");
      const value = key === undefined ? false : left[key] === true;
      if (key !== undefined) delete left[key];
      return value;
    },
    rest: (): Json | null => (Object.keys(left).length === 0 ? null : left),
  };
};

const plainWord = /^[\w@%+=:,./-]+$/;
/** A word as a POSIX shell would take it. */
const quoted = (word: string) => (plainWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const wordsOf = (value: Json | undefined): string[] | null =>
  Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string") ? value : null;

const languageOf = (tool: string) => {
  if (/powershell|pwsh/i.test(tool)) return "powershell" as const;
  return /^cmd(\.exe)?$/i.test(tool) ? ("dos" as const) : ("bash" as const);
};

const isPatch = (text: string) => /^\s*\*\*\* Begin Patch/.test(text) || /^(?:diff --git |--- \S)/.test(text);

const patchOf = (input: JsonObject): CallView | null => {
  const key = patchKeys.find((name) => {
    const value = input[name];
    return typeof value === "string" && isPatch(value);
  });
  if (key === undefined) return null;
  const take = createTaker(input);
  return { type: "patch", patch: take.text([key]) ?? "", rest: take.rest() };
};

const commandOf = (tool: string, input: JsonObject): CallView | null => {
  const key = commandKeys.find((name) => typeof input[name] === "string" || wordsOf(input[name]));
  // A tool that has a path and a command, such as an editor's `view`, is no shell.
  if (key === undefined || pathKeys.some((name) => name in input)) return null;
  const { [key]: value, ...rest } = input;
  const command = typeof value === "string" ? value : (wordsOf(value) ?? []).map(quoted).join(" ");
  return { type: "command", command, language: languageOf(tool), rest: Object.keys(rest).length > 0 ? rest : null };
};

const changeOf = (given: JsonObject, path: string | null): { change: FileChange; rest: Json | null } | null => {
  const take = createTaker(given);
  const ownPath = take.text(pathKeys) ?? path;
  const before = take.text(beforeKeys);
  const after = take.text(before === null ? [...afterKeys, ...contentKeys] : afterKeys);
  if (after === null) return null;
  const note = take.flag(everywhereKeys) ? "everywhere in the file" : null;
  return { change: { path: ownPath, before, after, note }, rest: take.rest() };
};

/** Several changes of one file, as some tools have them in a list. */
const listOf = (input: JsonObject): CallView | null => {
  const { edits, ...others } = input;
  if (!Array.isArray(edits) || edits.length === 0) return null;
  const take = createTaker(others);
  const path = take.text(pathKeys);
  const found = edits.map((edit) => (isObject(edit) ? changeOf(edit, path) : null));
  // With something in it that isn't understood, all of it is shown as it came.
  if (!found.every((one) => one !== null && one.rest === null)) return null;
  return { type: "changes", changes: found.flatMap((one) => one?.change ?? []), rest: take.rest() };
};

const editOf = (input: JsonObject): CallView | null => {
  if (!pathKeys.some((name) => typeof input[name] === "string")) return null;
  const found = changeOf(input, null);
  return found && { type: "changes", changes: [found.change], rest: found.rest };
};

/** Chooses how a tool's input is shown: by what is in it, since agents name their tools as they like. */
export const viewOf = (tool: string, input: ToolInput): CallView => {
  if (typeof input === "string") {
    if (isPatch(input)) return { type: "patch", patch: input, rest: null };
    return { type: "tree", rest: input };
  }
  if (!isObject(input)) return { type: "tree", rest: input };
  return patchOf(input) ?? commandOf(tool, input) ?? listOf(input) ?? editOf(input) ?? { type: "tree", rest: input };
};

/** What the agent asks for, after its name: `asks to run a command`. */
export const askWords = (tool: string, view: CallView): string => {
  switch (view.type) {
    case "command":
      return "asks to run a command";
    case "changes":
      return view.changes.every(({ before }) => before === null) ? "asks to write a file" : "asks to change a file";
    case "patch":
      return "asks to change files";
    case "tree":
      return `asks to use ${tool}`;
  }
};

const charsPerLine = 80;
const linesOf = (text: string) =>
  text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charsPerLine)), 0);

const treeLines = (value: Json): number => {
  if (typeof value === "string") return linesOf(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + treeLines(item), 1);
  if (isObject(value)) return Object.values(value).reduce<number>((sum, item) => sum + treeLines(item), 1);
  return 1;
};

/** About how many lines a call takes on the screen. */
export const lineCount = (view: CallView): number => {
  const rest = view.rest === null ? 0 : treeLines(view.rest);
  switch (view.type) {
    case "command":
      return linesOf(view.command) + rest;
    case "patch":
      return linesOf(view.patch) + rest;
    case "changes":
      return view.changes.reduce((sum, { before, after }) => sum + linesOf(before ?? "") + linesOf(after), rest);
    case "tree":
      return rest;
  }
};

/** Longer ones are folded at first. */
export const mostLines = 24;
export const isLong = (view: CallView): boolean => lineCount(view) > mostLines;

/** All texts of an input, keys as well. */
export const textsOf = (value: Json): string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => [key, ...textsOf(item)]) : [];
};
