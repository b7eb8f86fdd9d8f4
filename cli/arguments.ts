import { parseArgs } from "node:util";
import { exits } from "./exits.ts";
import { Failure } from "./failure.ts";

export interface Option {
  readonly type: "string" | "boolean";
  /** Whether it may be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in help. */
  readonly value?: string;
  readonly summary: string;
}
export type OptionTable = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O["type"] extends "boolean"
  ? boolean
  : O extends { readonly multiple: true }
    ? readonly string[]
    : string;

/** What was given on the command line for a table of options. */
export interface Given<T extends OptionTable> {
  readonly words: readonly string[];
  readonly options: { readonly [K in keyof T]?: ValueOf<T[K]> };
}

// A dash that no option begins with is text, such as a list item or a negative number. No argument can hold a NUL.
const textMark = "\0";
const isText = (argument: string) =>
  /^-(?!-?[a-z]|-$|$)/i.test(argument) || /^-\S*\s/.test(argument.split("=", 1)[0] ?? "");
const unmark = (argument: string) => (argument.startsWith(textMark) ? argument.slice(1) : argument);

const unmarkValue = (value: unknown) => (typeof value === "string" ? unmark(value) : value);

const words: Record<string, (message: string) => string> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: (message) => `${/'[^']*'/.exec(message)?.[0] ?? "That"} is not an option here`,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: (message) => {
    const option = /'(?:-., )?(--[\w-]+)/.exec(message)?.[1] ?? "an option";
    return message.includes("does not take") ? `${option} takes no value` : `${option} needs a value`;
  },
};

/** Reads the arguments after the verb. Throws `Failure` (invalid) for an unknown option or a missing value. */
export const readArguments = <T extends OptionTable>(table: T, given: readonly string[]): Given<T> => {
  // Plain words need no reading: a post of them is the call that must start fastest.
  if (!given.some((argument) => argument.startsWith("-"))) return { words: given, options: {} };
  try {
    const { values, positionals } = parseArgs({
      args: given.map((argument) => (isText(argument) ? textMark + argument : argument)),
      options: table,
      allowPositionals: true,
    });
    const options: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(values))
      options[name] = Array.isArray(value) ? value.map(unmarkValue) : unmarkValue(value);
    return { words: positionals.map(unmark), options: options as Given<T>["options"] };
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const say = words[code];
    if (!say) throw error;
    throw new Failure(exits.invalid, say(message));
  }
};
