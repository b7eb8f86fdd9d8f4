import { describe, expect, test } from "vitest";
import type { RuleMatch } from "#contract/rule.ts";
import type { ToolCall } from "./call.ts";
import { allow, call, deny, effectOf, judge, read } from "./test-calls.ts";

const patch = (...lines: string[]) =>
  call("apply_patch", { command: ["*** Begin Patch", ...lines, "*** End Patch"].join("\n") });
const grep = (input: ToolCall["input"]) => call("Grep", input);
const glob = (pattern: string, path?: string) => call("Glob", path === undefined ? { pattern } : { pattern, path });
const onWindows = (path: string, match: string) =>
  effectOf(read(path, { folder: "C:\\Users\\Ada\\p", context: { platform: "win32" } }), allow("Read", { path: match }));

const globbed = (pattern: string, real: string) =>
  effectOf(
    call("Glob", { pattern }, { context: { platform: "linux", realPaths: [{ given: pattern, real }] } }),
    allow("Glob", { path: "./**" }),
  );

describe("paths", () => {
  const here = allow("Read", { path: "./**" });
  const cases: [string, string, RuleMatch, string][] = [
    ["below the working folder", "/home/ada/p/src/a.ts", { path: "./**" }, "allow"],
    ["relative", "src/a.ts", { path: "./src/*.ts" }, "allow"],
    ["without the dot", "src/a.ts", { path: "src/*.ts" }, "allow"],
    ["out of it by ..", "../q/a.ts", { path: "./**" }, "ask"],
    ["out of it by .. in the middle", "/home/ada/p/src/../../q", { path: "./**" }, "ask"],
    ["out and in again", "../p/a", { path: "./**" }, "allow"],
    ["above the root", "/../../home/ada/p/a", { path: "./**" }, "allow"],
    ["its name with more behind it", "/home/ada/pp/a", { path: "/home/ada/p/**" }, "ask"],
    ["a star is no slash", "src/deep/a.ts", { path: "./src/*.ts" }, "ask"],
    ["two stars are any folders", "src/deep/er/a.ts", { path: "./src/**/*.ts" }, "allow"],
    ["two stars are no folder, too", "src/a.ts", { path: "./src/**/*.ts" }, "allow"],
    ["brackets stand for themselves", "app/[id]/page.ts", { path: "./app/[id]/*" }, "allow"],
    ["brackets are no choice", "app/i/page.ts", { path: "./app/[id]/*" }, "ask"],
    ["the own folder", "~/p/a", { path: "~/p/**" }, "allow"],
    ["the own folder, spelled", "/home/ada/p/a", { path: "~/p/**" }, "allow"],
    ["another person's folder", "~eve/p/a", { path: "/**" }, "ask"],
    ["another case", "/home/ada/P/a", { path: "./**" }, "ask"],
    ["a control character", "/home/ada/p/a\nb", { path: "/**" }, "ask"],
    ["a character that reverses", "/home/ada/p/a\u202eb", { path: "/**" }, "ask"],
    ["NUL", "/home/ada/p/a\0", { path: "/**" }, "ask"],
    ["through another process", "/proc/self/root/home/ada/p/a", { path: "/**" }, "ask"],
    ["by a descriptor", "/dev/fd/3", { path: "/**" }, "ask"],
    ["an address", "file:///home/ada/p/a", { path: "./**" }, "ask"],
    ["a sign that some tools take off", "@/etc/passwd", { path: "./**" }, "ask"],
    ["a space that some tools take off", " /etc/passwd", { path: "./**" }, "ask"],
    ["a variable", "$HOME/x", { path: "./**" }, "ask"],
    ["nothing", "", { path: "/**" }, "ask"],
  ];
  test.each(cases)("%s", (_name, path, match, expected) => {
    expect(effectOf(read(path), allow("Read", match))).toBe(expected);
  });

  test("a link that leads out of the folder is not allowed, and denied by the name of either end", () => {
    const context = { platform: "linux", realPaths: [{ given: "link/x", real: "/etc/x" }] };
    const one = read("link/x", { context });
    expect(effectOf(one, here)).toBe("ask");
    expect(effectOf(one, allow("Read", { path: "/**" }))).toBe("allow");
    expect(effectOf(one, allow("Read", { path: "/**" }), deny("*", { path: "/etc/**" }))).toBe("deny");
    expect(effectOf(one, allow("Read", { path: "/**" }), deny("*", { path: "./link/*" }))).toBe("deny");
  });

  test("where links were resolved, a path that was not among them is asked about", () => {
    const context = { platform: "linux", realPaths: [{ given: "a", real: "/home/ada/p/a" }] };
    expect(effectOf(read("a", { context }), here)).toBe("allow");
    expect(effectOf(read("b", { context }), here)).toBe("ask");
  });

  test("a working folder behind a link is the same folder", () => {
    const realPaths = [
      { given: "/home/ada/p", real: "/data/p" },
      { given: "a", real: "/data/p/a" },
    ];
    const one = read("a", { context: { platform: "linux", realPaths } });
    expect(effectOf(one, here)).toBe("allow");
    expect(effectOf(one, allow("Read", { path: "/home/ada/p/**" }))).toBe("allow");
    expect(effectOf(one, allow("Read", { path: "/home/ada/q/**" }))).toBe("ask");
    expect(effectOf(one, deny("Read", { path: "/data/**" }))).toBe("deny");
  });

  test("capital letters count as the system has it; to deny, any spelling will do", () => {
    const mac = { platform: "darwin" };
    const folding = { platform: "linux", isCaseSensitive: false };
    expect(effectOf(read("/home/ADA/p/a", { context: mac }), here)).toBe("allow");
    expect(effectOf(read("/home/ADA/p/a", { context: { platform: "linux" } }), here)).toBe("ask");
    expect(effectOf(read("/home/ADA/p/a", { context: null }), here)).toBe("ask");
    expect(effectOf(read("/home/ADA/p/a", { context: null }), deny("Read", { path: "./**" }))).toBe("deny");
    expect(effectOf(read("/home/ada/p/K", { context: folding }), allow("Read", { path: "./\u212a" }))).toBe("ask");
    expect(effectOf(read("/home/ada/p/K", { context: folding }), deny("Read", { path: "./\u212a" }))).toBe("deny");
    const sensitive = { platform: "darwin", isCaseSensitive: true };
    expect(effectOf(read("/home/ADA/p/a", { context: sensitive }), here)).toBe("ask");
  });

  test("composed and decomposed letters are one name on a Mac, two on Linux, and one to a rule that denies", () => {
    const [composed, decomposed] = ["caf\u00e9", "cafe\u0301"];
    const rules = [allow("Read", { path: `./${composed}` })];
    expect(effectOf(read(decomposed, { context: { platform: "darwin" } }), ...rules)).toBe("allow");
    expect(effectOf(read(decomposed), ...rules)).toBe("ask");
    expect(effectOf(read(decomposed), deny("Read", { path: `./${composed}` }))).toBe("deny");
  });

  test("Windows: drives, shares, both slashes, and names that it reads as others", () => {
    expect(onWindows("C:\\Users\\Ada\\p\\a.ts", "./**")).toBe("allow");
    expect(onWindows("c:/users/ADA/p/src/a.ts", "C:\\Users\\Ada\\p\\**")).toBe("allow");
    expect(onWindows("src\\a.ts", "./src/*.ts")).toBe("allow");
    expect(onWindows("..\\..\\Eve\\a", "./**")).toBe("ask");
    expect(onWindows("src/..\\../../Eve/a", "./**")).toBe("ask");
    expect(onWindows("D:\\a", "C:/**")).toBe("ask");
    expect(onWindows("D:\\a", "/**")).toBe("allow");
    expect(onWindows("D:a", "/**")).toBe("ask");
    expect(onWindows("\\Windows\\a", "C:/Windows/**")).toBe("allow");
    expect(onWindows("\\\\server\\share\\x\\a", "\\\\server\\share\\x\\*")).toBe("allow");
    expect(onWindows("\\\\server\\other\\x\\a", "\\\\server\\share\\**")).toBe("ask");
    for (const odd of [
      "a.",
      "a ",
      "a::$DATA",
      "a:x",
      "CON",
      "nul.txt",
      "PROGRA~1\\a",
      "\\\\?\\C:\\a",
      "\\\\.\\C:\\a",
      "%TEMP%",
    ]) {
      expect([odd, onWindows(odd, "/**")]).toEqual([odd, "ask"]);
    }
  });

  test("every path of a patch has to be allowed, and one is enough to be denied", () => {
    const rules = [allow("apply_patch", { path: "./**" })];
    expect(effectOf(patch("*** Update File: a.ts", "@@", "-x", "+y"), ...rules)).toBe("allow");
    expect(effectOf(patch("*** Update File: a.ts", "*** Move to: ../b.ts"), ...rules)).toBe("ask");
    expect(effectOf(patch("*** Update File: a.ts", "*** Add File: /etc/x", "+y"), ...rules)).toBe("ask");
    expect(effectOf(patch("*** Update File: a.ts", "  *** Delete File: /etc/x"), ...rules)).toBe("ask");
    expect(effectOf(patch("*** Update File: a.ts\r*** Delete File: /etc/x"), ...rules)).toBe("ask");
    expect(effectOf(patch("*** Copy File: a.ts"), ...rules)).toBe("ask");
    expect(effectOf(patch("*** Add File: a\u2028/../../../../etc/x"), ...rules)).toBe("ask");
    expect(effectOf(patch("*** Update File: a.ts", "+x\u2028*** Add File: /etc/x"), ...rules)).toBe("ask");
    expect(effectOf(patch("*** Update File: a.ts", "+x\u2028y"), ...rules)).toBe("allow");
    expect(effectOf(call("apply_patch", { command: "x" }), ...rules)).toBe("ask");
    expect(
      effectOf(patch("*** Update File: a.ts", "*** Update File: b.ts"), ...rules, deny("*", { path: "./b.ts" })),
    ).toBe("deny");
  });

  test("every path of a call counts, under whatever name and however deep", () => {
    const rules = [allow("MultiEdit", { path: "./**" })];
    expect(effectOf(call("MultiEdit", { edits: [{ filePath: "a" }, { file_path: "b" }] }), ...rules)).toBe("allow");
    expect(effectOf(call("MultiEdit", { file_path: "a", edits: [{ filePath: "/etc/b" }] }), ...rules)).toBe("ask");
    expect(effectOf(call("MultiEdit", { edits: [] }), ...rules)).toBe("ask");
  });

  test("a tool that looks below a folder needs a rule for all of it", () => {
    expect(effectOf(grep({ pattern: "x" }), allow("Grep", { path: "./**" }))).toBe("allow");
    expect(effectOf(grep({ pattern: "x", path: "src" }), allow("Grep", { path: "./**" }))).toBe("allow");
    expect(effectOf(grep({ pattern: "x", path: "src" }), allow("Grep", { path: "./src" }))).toBe("ask");
    expect(effectOf(grep({ pattern: "x", path: ".." }), allow("Grep", { path: "./**" }))).toBe("ask");
    const closed = deny("*", { path: "./secret/**" });
    const { rule: named, why } = judge.judge(grep({ pattern: "x" }), [closed]);
    expect([named, why]).toEqual([closed, ".: a rule denies something below this folder."]);
    expect(effectOf(grep({ pattern: "x" }), allow("Grep"), closed)).toBe("ask");
    expect(effectOf(grep({ pattern: "x", path: "secret/deep" }), allow("Grep"), closed)).toBe("deny");
    expect(effectOf(grep({ pattern: "x", path: "src" }), allow("Grep"), closed)).toBe("allow");
  });

  test("the pattern of a glob is looked at as well", () => {
    const rules = [allow("Glob", { path: "./**" })];
    expect(effectOf(glob("**/*.ts"), ...rules)).toBe("allow");
    expect(effectOf(glob("src/*.ts", "lib"), ...rules)).toBe("allow");
    for (const out of ["/etc/*", "../*", "src/*/../../../*", "{/etc,src}/*", "{src,../..}/*", "~/*", "x/{a,~/b}"]) {
      expect([out, effectOf(glob(out), ...rules)]).toEqual([out, "ask"]);
    }
    expect(effectOf(glob("*", "/etc"), ...rules)).toBe("ask");
  });

  test("where links were resolved, the beginning of a glob is found by that of the whole", () => {
    expect(globbed("src/**/*.ts", "/home/ada/p/src/**/*.ts")).toBe("allow");
    expect(globbed("/home/ada/p/src/*", "/home/ada/p/src/*")).toBe("allow");
    expect(globbed("**/*.ts", "/home/ada/p/**/*.ts")).toBe("allow");
    expect(globbed("link/**/*.ts", "/etc/**/*.ts")).toBe("ask");
    expect(globbed("src/**", "/etc/passwd")).toBe("ask");
  });

  test("of files that are named by globs no link may be followed unseen", () => {
    const rules = [allow("read_many_files", { path: "./**" })];
    const many = (...paths: string[]) => effectOf(call("read_many_files", { paths }), ...rules);
    expect([many("src/**/*.ts", "a.md"), many("*.ts"), many("src")]).toEqual(["allow", "allow", "allow"]);
    expect([many("lin?/x"), many("**/l*k/x"), many("src/**", "../x"), many()]).toEqual(["ask", "ask", "ask", "ask"]);
  });

  test("a home that is not known is any of the usual ones to a rule that denies, and none to one that allows", () => {
    const context = { platform: "linux" };
    for (const path of ["/home/eve/.ssh/id", "/root/.ssh/id", "/Users/eve/.ssh/id"]) {
      expect([path, effectOf(read(path, { context }), deny("*", { path: "~/.ssh/**" }))]).toEqual([path, "deny"]);
      expect([path, effectOf(read(path, { context }), allow("*", { path: "~/.ssh/**" }))]).toEqual([path, "ask"]);
    }
  });

  test("on a Mac /private is where it links from", () => {
    const context = { platform: "darwin" };
    for (const path of ["/etc/x", "/private/etc/x"]) {
      for (const pattern of ["/etc/**", "/private/etc/**"]) {
        expect(effectOf(read(path, { context }), deny("Read", { path: pattern }))).toBe("deny");
      }
    }
  });

  test("a path never allows a tool whose paths are not known, but it denies what looks like one", () => {
    const one = call("mcp__fs__write", { destination: "/home/ada/.ssh/config", text: "x" });
    expect(effectOf(one, allow("mcp__fs__*", { path: "/**" }))).toBe("ask");
    expect(effectOf(one, allow("mcp__fs__*"), deny("*", { path: "~/.ssh/**" }))).toBe("deny");
    expect(effectOf(one, allow("mcp__fs__*"), deny("*", { path: "~/.aws/**" }))).toBe("allow");
  });

  test("a rule for every call of a tool is for odd paths, too, unless another could deny them", () => {
    const odd = read("/proc/self/root/etc/passwd");
    expect(effectOf(odd, allow("Read"))).toBe("allow");
    expect(effectOf(odd, allow("Read"), deny("*", { path: "/etc/**" }))).toBe("ask");
  });

  test("each path is told with what was thought of it", () => {
    const one = call("MultiEdit", { paths: ["a", "/etc/b"] });
    const known = allow("MultiEdit", { path: "./**" });
    const { effect, why, parts } = judge.judge(one, [known]);
    expect(effect).toBe("ask");
    expect(why).toBe("/etc/b: no rule is about this path.");
    expect(parts.map((part) => [part.text, part.effect, part.ruleId])).toEqual([
      ["a", "allow", known.id],
      ["/etc/b", "ask", null],
    ]);
  });
});
