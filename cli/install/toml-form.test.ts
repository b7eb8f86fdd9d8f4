import { getStaticTOMLValue, parseTOML } from "toml-eslint-parser";
import { describe, expect, it } from "vitest";
import { tomlForm } from "./toml-form.ts";

const values = { command: "/a b/node", args: ["C:\\x\\muster.cjs", "mcp"], tool_timeout_sec: 3600 };
const form = tomlForm(["mcp_servers", "muster"], values);
const valueOf = (text: string) => getStaticTOMLValue(parseTOML(text.replace("\uFEFF", "")));

const texts: Record<string, string> = {
  "an empty file": "",
  "values at the top": 'model = "x" # why not\n',
  "a table at the end": '# all\n[mcp_servers.other]\ncommand = "a" # b\n\n# the end\n',
  "Windows line ends": 'model = "x"\r\n\r\n[a]\r\nb = 1\r\n',
  "a byte order mark": '\uFEFFmodel = "x"\n',
  "lists of tables": "[[a]]\nb = 1\n\n[[a]]\nb = 2\n",
};

describe("a table of Muster's own in a TOML file", () => {
  it.each(Object.entries(texts))("comes and goes without a change to the rest: %s", (_, text) => {
    const added = form.add(text);
    expect(valueOf(added)).toMatchObject({ ...(valueOf(text) as object), mcp_servers: { muster: values } });
    expect(added.startsWith(text)).toBe(true);
    expect(form.remove(added) ?? "").toBe(text);
    expect(form.add(added)).toBe(added);
  });

  it("is replaced where it stands among others, with what belongs to it", () => {
    const text =
      '[a]\nb = 1\n\n[mcp_servers.muster]\ncommand = "old"\n\n[mcp_servers.muster.env]\nX = "1"\n\n# about c\n[c]\nd = 2\n';
    expect(form.remove(text)).toBe("[a]\nb = 1\n\n# about c\n[c]\nd = 2\n");
    expect(valueOf(form.add(text))).toEqual({ a: { b: 1 }, c: { d: 2 }, mcp_servers: { muster: values } });
  });

  it("is not added where the file has it in another form, or is none", () => {
    expect(() => form.add('mcp_servers = { other = { command = "a" } }\n')).toThrow("line 3");
    expect(() => form.add('[mcp_servers]\nmuster = { command = "a" }\n')).toThrow("not known here");
    expect(() => form.add("a = \n")).toThrow(/^line \d/);
    expect(() => form.add("a = 1\na = 2\n")).toThrow("line 2");
  });
});
