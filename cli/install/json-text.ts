import { applyEdits, type JSONPath, modify, type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { Unreadable } from "./plan.ts";
import { readTextForm, type TextForm } from "./text-form.ts";

type Value = Record<string, unknown> | unknown[] | string | number | boolean | null | undefined;

/** A JSON text, with or without comments, that is edited in place: all that is not touched stays byte for byte. */
export interface JsonText {
  readonly text: string;
  /** What stands at a path; undefined when there is nothing. Throws `Unreadable` when the way leads through a value that is no object. */
  at(path: JSONPath): Value;
  /** Puts a value at a path; undefined takes it away. A last -1 appends to an array. */
  put(path: JSONPath, value: Value): JsonText;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const walk = (root: Value, path: JSONPath): Value => {
  let value: Value = root;
  for (const [depth, step] of path.entries()) {
    if (value === undefined) return undefined;
    if (Array.isArray(value) ? typeof step !== "number" : !isObject(value)) {
      throw new Unreadable(`“${path.slice(0, depth).join(".")}” is not what it should be`);
    }
    value = (value as Record<string | number, Value>)[step];
  }
  return value;
};

const lineOf = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

const create = (text: string, form: TextForm): JsonText => {
  const errors: ParseError[] = [];
  const root = parse(text, errors, { allowTrailingComma: true }) as Value;
  const [error] = errors;
  if (error) throw new Unreadable(`line ${lineOf(text, error.offset)}: ${printParseErrorCode(error.error)}`);
  if (!isObject(root)) throw new Unreadable("it does not hold a JSON object");
  const formattingOptions = {
    tabSize: form.indent.size,
    insertSpaces: !form.indent.isTab,
    eol: form.lineEnd,
  };
  return {
    text,
    at: (path) => walk(root, path),
    put(path, value) {
      walk(root, path.slice(0, -1));
      const isArrayInsertion = path.at(-1) === -1;
      return create(applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion })), form);
    },
  };
};

/** Edits a JSON file's text; no text, or an empty one, stands for an empty object. Throws `Unreadable`. */
export const editJson = (whole: string | undefined, edit: (json: JsonText) => JsonText): string => {
  const form = readTextForm(whole ?? "");
  const text = form.text.trim() === "" ? `{}${form.lineEnd}` : form.text;
  const edited = edit(create(text, form)).text;
  return edited === text ? (whole ?? edited) : form.bom + edited;
};

/** Whether nothing is left in it: no value and no comment. */
export const isEmptyJson = (text: string): boolean => /^\uFEFF?\s*(?:\{\s*\}\s*)?$/.test(text);
