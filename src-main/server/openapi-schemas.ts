import { z } from "zod";

type Json = Record<string, unknown>;

export interface Schemas {
  /** A schema as JSON Schema, which refers to those that have a name. */
  of(schema: z.ZodType, io: "input" | "output"): Json;
  /** The named ones so far. */
  named(): Json;
}

const here = "#/$defs/";
const there = "#/components/schemas/";
/** What the schema library calls one that has no name but refers to itself, e.g. any JSON. */
const isNameless = (name: string) => name.startsWith("__");

/** Collects the schemas that others refer to: each of them stands in the document once. */
export const createSchemas = (): Schemas => {
  const named: Json = {};
  /** Names by what is said, whatever the library called it. */
  const names = new Map<string, string>();

  const nameOf = (name: string, schema: unknown): string => {
    if (!isNameless(name)) return name;
    const text = JSON.stringify(schema).replaceAll(`${here}${name}"`, `${here}self"`);
    const known = names.get(text) ?? `Value${names.size + 1}`;
    names.set(text, known);
    return known;
  };

  return {
    of(schema, io) {
      const { $schema: _dialect, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
      const own = new Map(Object.entries($defs as Json).map(([name, of]) => [name, nameOf(name, of)]));
      const moved = <T>(value: T): T =>
        JSON.parse(JSON.stringify(value), (key, part: unknown) =>
          key === "$ref" && typeof part === "string" && part.startsWith(here)
            ? there + (own.get(part.slice(here.length)) ?? "")
            : part,
        ) as T;
      for (const [name, of] of Object.entries($defs as Json)) named[own.get(name) ?? name] = moved(of);
      return moved(rest);
    },
    named: () => named,
  };
};
