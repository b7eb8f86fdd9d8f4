import { isDeepStrictEqual } from "node:util";
import { type AST, getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import { type FileForm, Unreadable } from "./plan.ts";
import { readTextForm } from "./text-form.ts";

const parse = (text: string): AST.TOMLProgram => {
  try {
    return parseTOML(text);
  } catch (error) {
    const where = error instanceof ParseError ? `line ${error.lineNumber}: ` : "";
    throw new Unreadable(`${where}${(error as Error).message}`);
  }
};

const valueOf = (text: string): Record<string, unknown> => getStaticTOMLValue(parse(text));

const startsWith = (key: readonly (string | number)[], path: readonly string[]) =>
  path.every((name, index) => key[index] === name);

/** The offsets from a table's head to where the next one begins, with the blank lines before it. */
const rangeOf = (text: string, table: AST.TOMLTable): [number, number] => {
  const end = table.range[1];
  const rest = /^[^\n]*(?:\n|$)/.exec(text.slice(end))?.[0].length ?? 0;
  const before = text.slice(0, table.range[0]);
  return [before.length - (/(?:\r?\n[ \t]*)+$/.exec(before)?.[0].replace(/^\r?\n/, "").length ?? 0), end + rest];
};

const removeTables = (text: string, path: readonly string[]): string => {
  const tables = (parse(text).body[0]?.body ?? []).filter(
    (node): node is AST.TOMLTable => node.type === "TOMLTable" && startsWith(node.resolvedKey, path),
  );
  return tables.toReversed().reduce((rest, table) => {
    const [start, end] = rangeOf(rest, table);
    return rest.slice(0, start) + rest.slice(end);
  }, text);
};

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);

const write = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(write).join(", ")}]` : JSON.stringify(value);

/**
 * One table of Muster's own in a TOML file, written as a block at its end; all else stays byte for byte. What comes out is
 * read again and must say what was said before, and the table.
 */
export const tomlForm = (path: readonly string[], values: Record<string, unknown>): FileForm => {
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${write(value)}`);
  const block = [`[${path.join(".")}]`, ...lines].join("\n");
  const remove = (text: string) => {
    const rest = removeTables(text, path);
    if (at(valueOf(rest), path) !== undefined) {
      throw new Unreadable(`“${path.join(".")}” is written in a form that is not known here`);
    }
    return rest;
  };
  return {
    byHand: block,
    read: (whole) => valueOf(readTextForm(whole).text),
    remove(whole) {
      const { bom, text } = readTextForm(whole);
      const rest = remove(text);
      if (rest === text) return whole;
      return rest.trim() === "" ? undefined : bom + rest;
    },
    add(whole) {
      const { bom, text, lineEnd } = readTextForm(whole ?? "");
      const rest = remove(text);
      const gap = rest.trim() === "" ? "" : rest.endsWith("\n") ? lineEnd : lineEnd + lineEnd;
      const added = `${rest}${gap}${block.replaceAll("\n", lineEnd)}${lineEnd}`;
      const parent = path.slice(0, -1);
      const said = at(valueOf(added), path);
      const others = removeTables(added, path);
      if (!isDeepStrictEqual({ ...(said as object) }, values) || !isDeepStrictEqual(valueOf(others), valueOf(rest))) {
        throw new Unreadable(`nothing can be added to “${parent.join(".")}” safely`);
      }
      return bom + added;
    },
  };
};
