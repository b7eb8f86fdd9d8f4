import {
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { append, remove, replace } from "./json-splice.ts";
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

const nest = (path: JSONPath, value: Value): Value =>
  path.reduceRight<Value>((inner, name) => (name === -1 ? [inner] : { [name]: inner }), value);

const removeAt = (text: string, root: Node, path: JSONPath): string => {
  const node = findNodeAtLocation(root, path);
  const own = node?.parent?.type === "property" ? node.parent : node;
  const index = own?.parent?.children?.indexOf(own) ?? -1;
  return own?.parent && index >= 0 ? remove(text, own.parent, index) : text;
};

const putAt = (text: string, root: Node, path: JSONPath, value: Value, form: TextForm): string => {
  const node = path.at(-1) === -1 ? undefined : findNodeAtLocation(root, path);
  if (node) return replace(text, node, value, form);
  // The deepest thing on the way that is there takes what is missing.
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const container = depth === 0 ? root : findNodeAtLocation(root, path.slice(0, depth));
    if (!container) continue;
    const name = path[depth];
    const missing = nest(path.slice(depth + 1), value);
    return append(text, container, typeof name === "string" ? { name, value: missing } : { value: missing }, form);
  }
  return text;
};

const create = (text: string, form: TextForm): JsonText => {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) throw new Unreadable(`line ${lineOf(text, error.offset)}: ${printParseErrorCode(error.error)}`);
  if (root?.type !== "object") throw new Unreadable("it does not hold a JSON object");
  const whole = getNodeValue(root) as Value;
  return {
    text,
    at: (path) => walk(whole, path),
    put(path, value) {
      walk(whole, path);
      const edited = value === undefined ? removeAt(text, root, path) : putAt(text, root, path, value, form);
      return create(edited, form);
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

/** What a JSON file says. Throws `Unreadable`. */
export const readJson = (whole: string): unknown => {
  const form = readTextForm(whole);
  return create(form.text, form).at([]);
};
