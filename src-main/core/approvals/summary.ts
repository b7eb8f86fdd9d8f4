import type { ToolInput } from "#contract/rule.ts";
import { cleanTitle, hasSubstance } from "#contract/title.ts";

const MOST_CHARS = 2000;

/** Fields that say best what a call does, in the words of one agent or another. */
const telling = [
  "command",
  "cmd",
  "file_path",
  "filePath",
  "path",
  "notebook_path",
  "url",
  "pattern",
  "query",
] as const;

const textOf = (value: ToolInput | undefined): string | undefined => {
  if (typeof value === "string") return value;
  const isArguments = Array.isArray(value) && value.every((part) => typeof part === "string");
  return isArguments ? value.join(" ") : undefined;
};

const ofInput = (input: ToolInput): { name: string; text: string } | undefined => {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return undefined;
  for (const name of telling) {
    const text = textOf(input[name]);
    if (text !== undefined && hasSubstance(text)) return { name, text };
  }
  return undefined;
};

/** One line without invisible tricks, of at most 2,000 characters; an ellipsis says that there is more. */
const shown = (text: string): string => {
  const clean = cleanTitle(text.slice(0, MOST_CHARS * 4).toWellFormed());
  const all = Array.from(clean);
  return all.length > MOST_CHARS ? `${all.slice(0, MOST_CHARS - 1).join("")}…` : clean;
};

/** What lists and notifications say of a call: the agent's own words, or the command, the file, the tool. */
export const summaryOf = (tool: string, input: ToolInput, given: string | undefined): string => {
  if (given !== undefined && hasSubstance(given)) return shown(given);
  const found = ofInput(input);
  if (found === undefined) return shown(tool);
  const isCommand = found.name === "command" || found.name === "cmd";
  return shown(isCommand ? found.text : `${tool}: ${found.text}`);
};
