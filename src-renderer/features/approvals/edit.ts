import type { ToolInput } from "#contract/rule.ts";
import { viewOf } from "./call.ts";

/** What is typed over: the command alone where there is one, else the whole input as JSON. */
export interface Editing {
  type: "command" | "json";
  text: string;
}

export const editingOf = (tool: string, input: ToolInput): Editing => {
  const view = viewOf(tool, input);
  const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
  if (view.type === "command" && isObject && typeof commandIn(input) === "string")
    return { type: "command", text: view.command };
  return { type: "json", text: JSON.stringify(input, null, 2) };
};

const commandKeys = ["command", "cmd", "CommandLine"];
const commandIn = (input: { [key: string]: ToolInput }) => {
  const key = commandKeys.find((name) => typeof input[name] === "string");
  return key === undefined ? undefined : input[key];
};

export type Edited = { input: ToolInput; problem: null } | { input: null; problem: string };

const sameShape = (a: ToolInput, b: ToolInput) =>
  typeof a === typeof b && Array.isArray(a) === Array.isArray(b) && (a === null) === (b === null);

/** The input with what was typed in it, or what is wrong with that. */
export const editedInput = (input: ToolInput, { type, text }: Editing): Edited => {
  if (text.trim() === "") return { input: null, problem: "It must not be empty." };
  if (type === "command") {
    const given = input as { [key: string]: ToolInput };
    const key = commandKeys.find((name) => typeof given[name] === "string") ?? "command";
    return { input: { ...given, [key]: text }, problem: null };
  }
  try {
    const next = JSON.parse(text) as ToolInput;
    return sameShape(input, next)
      ? { input: next, problem: null }
      : { input: null, problem: "It must stay the same kind of JSON: an object stays an object." };
  } catch (error) {
    return { input: null, problem: error instanceof Error ? `Not JSON yet: ${error.message}` : "Not JSON yet." };
  }
};
