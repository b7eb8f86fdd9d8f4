import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadShellParser } from "./shell-parser.ts";
import { tempFolder } from "./temp-folder.ts";

const parser = await loadShellParser();

const wordsOf = (line: string) =>
  parser.parse(line).commands.map(({ words }) => words.map((word) => word.literal ?? `?${word.source}`));

test("both parsers are loaded from the packages", () => {
  expect(parser.state).toEqual({ isLoaded: true, name: "unbash and tree-sitter-bash", problem: null });
});

test("a line is read as its simple commands, with what stands around them", () => {
  const { commands, problems } = parser.parse(`A=1 ls "a b" *.ts > out 2>&1 && echo $(pwd) <<E\ntext\nE`);
  expect(problems).toEqual([]);
  expect(commands.map(({ source }) => source)).toEqual(['A=1 ls "a b" *.ts > out 2>&1', "echo $(pwd) <<E", "pwd"]);
  expect(commands[0]).toMatchObject({
    assignments: [{ name: "A", source: "A=1" }],
    words: [{ literal: "ls" }, { literal: "a b", source: '"a b"' }, { literal: null, source: "*.ts", isGlob: true }],
    redirections: [
      { operator: ">", descriptor: null, target: { literal: "out" } },
      { operator: ">&", descriptor: "2", target: { literal: "1" } },
    ],
  });
  expect(commands[1]).toMatchObject({ redirections: [{ operator: "<<", target: { literal: "text\n" } }] });
});

test.each([
  ["r'm' x\\ y", [["rm", "x y"]]],
  ["$'\\x72m'", [["rm"]]],
  ["ls ~/x '~/x'", [["ls", "~/x", "~/x"]]],
  ['ls $x "$y" ${z}', [["ls", "?$x", '?"$y"', "?${z}"]]],
  ["[ -f x ]", [["[", "-f", "x", "]"]]],
  ["export A=1 B", [["export", "A=1", "B"]]],
  ["time -p ls -a", [["ls", "-a"]]],
  ["echo 😀 é && ls", [["echo", "😀", "é"], ["ls"]]],
])("%s has the words %j", (line, words) => {
  expect(wordsOf(line)).toEqual(words);
  expect(parser.parse(line).problems).toEqual([]);
});

test("what a parser passes over is not lost", () => {
  expect(parser.parse('ls "x"\\ y').problems).toEqual(["\\ was passed over"]);
});

test("where the two parsers see different commands the line is not understood", () => {
  expect(parser.parse("r\\\nm x").problems).toEqual(["the two parsers read it differently"]);
});

test.each(["ls (", "ls $(", "cat <<E", "if ls", "ls '", "echo `echo \\`ls\\``", "(( x ))", "f() { ls; }", "ls # $(x)"])(
  "%j is not understood, and says why",
  (line) => {
    expect(parser.parse(line).problems).not.toEqual([]);
  },
);

test("a grammar that is not there or no grammar is said, and then nothing is understood", async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, "bad.wasm"), "not one");
  for (const file of ["none.wasm", "bad.wasm"]) {
    const broken = await loadShellParser(join(folder, file));
    expect(broken.state).toMatchObject({ isLoaded: false, problem: expect.any(String) });
    expect(broken.parse("ls").problems).not.toEqual([]);
    broken.close();
  }
});

test("a line that is hard to read is given up, and the next one is read as ever", () => {
  const line = `[[ a =~ ${"(a".repeat(8000)} ]]`;
  expect(parser.parse(line).problems).not.toEqual([]);
  expect(parser.parse("ls").problems).toEqual([]);
  expect(wordsOf("ls -la")).toEqual([["ls", "-la"]]);
});
