import { expect, test } from "vitest";
import { createMissingShellParser, loadShellParser } from "../../../testing/shell-parser.ts";
import { analyse } from "./analyse.ts";
import { judgeCommand } from "./judge-command.ts";
import { risksOf } from "./risks.ts";
import { suggestPatterns } from "./suggest.ts";

const parser = await loadShellParser();
const ls = { id: "ls", effect: "allow" as const, match: { command: "ls **" } };

test("commands are found in words, lines and substitutions, with what holds them", () => {
  const { commands } = analyse(parser, "env A=1 timeout 5 sh -c 'ls $(pwd)'");
  expect(commands.map((one) => [one.words[0]?.literal, one.within?.index ?? null])).toEqual([
    ["env", null],
    ["timeout", 0],
    ["sh", 1],
    ["ls", 2],
    ["pwd", 2],
  ]);
});

test("without a parser every line is asked about, but the one that a rule names exactly", () => {
  const line = analyse(createMissingShellParser("no file"), "ls");
  expect(judgeCommand(line, [ls])).toMatchObject({ effect: "ask", why: expect.stringContaining("no file") });
  expect(judgeCommand(line, [{ id: "x", effect: "allow", match: { exact: "ls" } }]).effect).toBe("allow");
});

test.each(["powershell", "cmd"] as const)("lines of %s are asked about unless a rule names them exactly", (shell) => {
  const line = analyse(parser, "ls", shell);
  expect(judgeCommand(line, [ls]).effect).toBe("ask");
  expect(judgeCommand(line, [ls, { id: "x", effect: "allow", match: { exact: "ls" } }])).toMatchObject({
    effect: "allow",
    ruleId: "x",
  });
  expect(judgeCommand(line, [{ id: "x", effect: "allow", match: { exact: "ls -a" } }]).effect).toBe("ask");
});

test("what the call does beside the line holds back a rule for exactly this line", () => {
  const line = analyse(parser, "ls", "posix", "it leaves the sandbox");
  expect(judgeCommand(line, [ls, { id: "x", effect: "allow", match: { exact: "ls" } }]).effect).toBe("ask");
});

test.each([
  ["longer than 16 KiB", `ls ${"a".repeat(16_384)}`],
  ["of too many words", `ls ${"a ".repeat(3000)}`],
  ["of too many commands", "ls;".repeat(600)],
  ["with brackets too deep", `ls ${"$(".repeat(200)}`],
  ["with shells in shells without an end", `${"env ".repeat(20)}ls`],
])("a line %s is asked about", (_what, line) => {
  const rules = [ls, { id: "env", effect: "allow" as const, match: { command: "env **" } }];
  expect(judgeCommand(analyse(parser, line), rules).effect).toBe("ask");
});

test.each([
  ["rm -rf build", "deletes", "rm -rf build"],
  ["ls && git clean -fd", "deletes", "git clean -fd"],
  ["cat ../other/x", "leaves-folder", "../other/x"],
  ["cat /etc/hosts", "leaves-folder", "/etc/hosts"],
  ["echo x > ~/notes", "leaves-folder", "~/notes"],
  ["curl https://example.org", "network", "curl https://example.org"],
  ["cat .env", "secrets", ".env"],
  ["cp ~/.ssh/id_ed25519 x", "secrets", "~/.ssh/id_ed25519"],
  ["git -C . push", "git-push", "git -C . push"],
  ["npm install left-pad", "installs", "npm install left-pad"],
  ["sudo ls", "privilege", "sudo ls"],
  ["echo $(python3 -c x)", "runs-code", "python3 -c x"],
  ["sh -c 'rm x'", "deletes", "rm x"],
])("%s is marked: %s", (line, kind, detail) => {
  const risks = risksOf(analyse(parser, line), { folder: "/home/ada/project", home: "/home/ada" });
  expect(risks).toContainEqual({ kind, detail });
});

test.each(["ls -la", "git status", "cat src/a.ts", "cat /home/ada/project/a", "/bin/ls", "ls a/../b"])(
  "nothing is marked in %s",
  (line) => {
    expect(risksOf(analyse(parser, line), { folder: "/home/ada/project", home: "/home/ada" })).toEqual([]);
  },
);

test.each([
  ["ls -la src", ["ls -la src", "ls **"]],
  ["git status", ["git status", "git status **"]],
  ["git push origin main", ["git push origin main", "git push **"]],
  ["npm run build", ["npm run build", "npm run build **"]],
  ["timeout 5 npm test", ["timeout 5 npm test"]],
  ["rm -rf build", ["rm -rf build"]],
  ["echo 'a b' > out.txt", ["echo 'a b' > out.txt"]],
  ["NODE_ENV=test npm test", ["NODE_ENV=test npm test"]],
  ["ls *.ts", ["ls *.ts"]],
  ["ls && pwd", []],
  ["eval ls", []],
  ["ls $(pwd)", []],
])("for %s these patterns are suggested: %j", (line, patterns) => {
  expect(suggestPatterns(analyse(parser, line))).toEqual({ exact: line, patterns });
});

test("a line of which a rule allows one part already is answered by a pattern for the other", () => {
  expect(suggestPatterns(analyse(parser, "ls && pwd -P"), [ls]).patterns).toEqual(["pwd -P", "pwd **"]);
});

test("who allowed a line exactly is asked still when a rule that asks is about a later part of it", () => {
  const text = "git $X; npm publish";
  const line = analyse(parser, text);
  const exact = { id: "x", effect: "allow", match: { exact: text } } as const;
  const push = { id: "d", effect: "deny", match: { command: "git push **" } } as const;
  const publish = { id: "a", effect: "ask", match: { command: "npm publish **" } } as const;
  expect(judgeCommand(line, [exact, push]).effect).toBe("allow");
  expect(judgeCommand(line, [exact, push, publish])).toMatchObject({ effect: "ask", ruleId: "a" });
});
