import type { JSONPath } from "jsonc-parser";
import { editJson, isEmptyJson, isObject, type JsonText, readJson } from "./json-text.ts";
import type { FileForm } from "./plan.ts";

/** One thing that Muster has in a JSON file. */
export interface JsonEdit {
  add(json: JsonText): JsonText;
  remove(json: JsonText): JsonText;
  /** The file as it would be with nothing else in it. */
  readonly alone: Record<string, unknown>;
}

/** A JSON file, with or without comments, that others have things in too. */
export const jsonForm = (edits: readonly JsonEdit[]): FileForm => {
  const removeAll = (json: JsonText) => edits.reduce((rest, edit) => edit.remove(rest), json);
  const addAll = (json: JsonText) => edits.reduce((rest, edit) => edit.add(rest), json);
  return {
    add: (text) => editJson(text, (json) => addAll(removeAll(json))),
    remove(text) {
      const rest = editJson(text, removeAll);
      return rest !== text && isEmptyJson(rest) ? undefined : rest;
    },
    read: readJson,
    byHand: JSON.stringify(Object.assign({}, ...edits.map(({ alone }) => alone)), null, 2),
  };
};

const nest = (path: readonly string[], value: unknown): Record<string, unknown> =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Record<string, unknown>;

/** A value of Muster's own at a path, such as `mcpServers.muster`. What becomes empty by its going goes with it. */
export const entryEdit = (path: readonly string[], value: Record<string, unknown>): JsonEdit => ({
  alone: nest(path, value),
  add: (json) => json.put([...path], value),
  remove(json) {
    if (json.at([...path]) === undefined) return json;
    let rest = json.put([...path], undefined);
    for (let depth = path.length - 1; depth > 0; depth -= 1) {
      const parent: JSONPath = path.slice(0, depth);
      const left = rest.at(parent);
      if (!isObject(left) || Object.keys(left).length > 0) break;
      rest = rest.put(parent, undefined);
    }
    return rest;
  },
});
