import { describe, expect, it } from "vitest";
import { readArguments } from "./arguments.ts";

const table = {
  level: { type: "string", value: "L", summary: "" },
  json: { type: "boolean", summary: "" },
} as const;
const read = (...given: string[]) => readArguments(table, given);

describe("arguments", () => {
  it("options may stand anywhere between the words", () => {
    expect(read("a", "--level", "info", "b", "--json")).toEqual({
      words: ["a", "b"],
      options: { level: "info", json: true },
    });
    expect(read("--level=info", "a").options.level).toBe("info");
  });

  it("a text that begins with a dash and is no option stays text", () => {
    for (const text of ["- [x] done", "-", "-1 of 3", "---", "-- a b", "-> next", "--level is a word"]) {
      expect(read(text)).toEqual({ words: [text], options: {} });
    }
    expect(read("--level", "- odd").options.level).toBe("- odd");
  });

  it("after -- all is text", () => {
    expect(read("--json", "--", "--level", "x")).toEqual({ words: ["--level", "x"], options: { json: true } });
  });

  it("an unknown option, a missing value and a value too many are refused in words", () => {
    expect(() => read("--nope")).toThrow("'--nope' is not an option here");
    expect(() => read("--level")).toThrow("--level needs a value");
    expect(() => read("--level", "--json")).toThrow("--level needs a value");
    expect(() => read("--json=yes")).toThrow("--json takes no value");
  });
});
