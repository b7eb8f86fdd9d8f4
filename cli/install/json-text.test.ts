import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { editJson } from "./json-text.ts";

const put = (
  text: string | undefined,
  path: (string | number)[],
  value: Record<string, unknown> | unknown[] | string | undefined,
) => editJson(text, (json) => json.put(path, value));

const texts: Record<string, string> = {
  "two spaces": '{\n  "a": 1,\n  "list": [\n    "x"\n  ]\n}\n',
  tabs: '{\n\t"a": 1,\n\t"list": [\n\t\t"x"\n\t]\n}\n',
  "Windows line ends": '{\r\n  "a": 1,\r\n  "list": [\r\n    "x"\r\n  ]\r\n}\r\n',
  "a byte order mark": '\uFEFF{\n  "a": 1,\n  "list": ["x"]\n}\n',
  "one line": '{"a":1,"list":["x"]}',
  "short lists on one line": '{\n    "a": 1,\n    "list": [{ "b": ["c"] }, { "d": 2 }]\n}',
  "no last line end": '{\n  "a": 1,\n  "list": [\n    { "b": 2 }\n  ]\n}',
};

describe("a JSON text that is edited", () => {
  it.each(Object.entries(texts))(
    "keeps every byte of what is there, and is the same again afterwards: %s",
    (_, text) => {
      const withEntry = put(text, ["mcp", "muster"], { command: "node", args: ["a b"] });
      const withBoth = put(withEntry, ["list", -1], { type: "command" });
      expect(parse(withBoth.replace("\uFEFF", ""))).toEqual({
        ...(parse(text.replace("\uFEFF", "")) as object),
        mcp: { muster: { command: "node", args: ["a b"] } },
        list: [...(parse(text.replace("\uFEFF", "")) as { list: unknown[] }).list, { type: "command" }],
      });
      const length = (parse(text.replace("\uFEFF", "")) as { list: unknown[] }).list.length;
      const back = put(put(withBoth, ["list", length], undefined), ["mcp"], undefined);
      expect(back.replaceAll(/\s+(?=[\]}])/g, "")).toBe(text.replaceAll(/\s+(?=[\]}])/g, ""));
    },
  );

  it("lays out what it adds as the rest is, on lines of its own", () => {
    expect(put(texts.tabs, ["mcp"], { a: ["b"] })).toBe(
      '{\n\t"a": 1,\n\t"list": [\n\t\t"x"\n\t],\n\t"mcp": {\n\t\t"a": [\n\t\t\t"b"\n\t\t]\n\t}\n}\n',
    );
    expect(put(texts["Windows line ends"], ["list", -1], "y")).toBe(
      '{\r\n  "a": 1,\r\n  "list": [\r\n    "x",\r\n    "y"\r\n  ]\r\n}\r\n',
    );
  });

  it("restores a file of usual layout byte for byte", () => {
    for (const name of ["two spaces", "tabs", "Windows line ends", "no last line end"]) {
      const text = texts[name] as string;
      expect(put(put(text, ["mcp"], { a: 1 }), ["mcp"], undefined)).toBe(text);
      expect(put(put(text, ["list", -1], { a: 1 }), ["list", 1], undefined)).toBe(text);
    }
  });

  it("keeps comments and trailing commas where they are", () => {
    const text =
      '{\n  // first\n  "a": 1, // about a\n  "b": [\n    "x", // about x\n  ], /* about b */\n  // last\n}\n';
    const added = put(put(text, ["b", -1], "y"), ["c"], "z");
    expect(added).toBe(
      '{\n  // first\n  "a": 1, // about a\n  "b": [\n    "x", // about x\n    "y"\n  ], /* about b */\n  "c": "z"\n  // last\n}\n',
    );
    const back = put(put(added, ["c"], undefined), ["b", 1], undefined);
    for (const comment of ["// first", "// about a", "// about x", "/* about b */", "// last"]) {
      expect(back).toContain(comment);
    }
    expect(parse(back)).toEqual({ a: 1, b: ["x"] });
  });

  it("puts a comma before the comment of the line, not the new member", () => {
    expect(put('{\n  "a": 1 // one\n}\n', ["b"], "2")).toBe('{\n  "a": 1, // one\n  "b": "2"\n}\n');
  });

  it("fills an empty object, and one that holds only a comment", () => {
    expect(put("{}\n", ["a", "b"], "c")).toBe('{\n  "a": {\n    "b": "c"\n  }\n}\n');
    expect(put(undefined, ["a"], "c")).toBe('{\n  "a": "c"\n}\n');
    expect(put("{\n  // nothing yet\n}\n", ["a"], "c")).toBe('{\n  // nothing yet\n  "a": "c"\n}\n');
  });

  it("refuses what is no JSON object, and says where it goes wrong", () => {
    expect(() => put('{\n  "a": 1\n  "b": 2\n}', ["c"], "d")).toThrow("line 3: CommaExpected");
    expect(() => put("[]", ["c"], "d")).toThrow("does not hold a JSON object");
    expect(() => put('{"hooks": "none"}', ["hooks", "Stop"], [])).toThrow("“hooks” is not what it should be");
  });
});
