import { expect, test } from "vitest";
import type { Effect } from "#contract/rule.ts";
import { loadShellParser } from "../../../testing/shell-parser.ts";
import { analyse } from "./analyse.ts";
import { judgeCommand } from "./judge-command.ts";
import { parsePattern, quoteWord } from "./pattern.ts";

const parser = await loadShellParser();
const judge = (line: string, command: string, effect: Effect = "allow") =>
  judgeCommand(analyse(parser, line), [{ id: "r", effect, match: { command } }]).effect;

test.each([
  ["mytool a", "mytool a"],
  ["mytool *", "mytool a"],
  ["mytool **", "mytool"],
  ["mytool **", "mytool a b c"],
  ["mytool a **", "mytool a"],
  ["mytool * b", "mytool 'x y' b"],
  ["mytool 'a b'", "mytool a\\ b"],
  ["mytool '*'", "mytool *"],
  ["mytool '*'", "mytool '*'"],
  ["mytool *.ts", "mytool *.ts"],
  ["mytool $HOME/x", "mytool $HOME/x"],
  ['mytool "$HOME/x"', 'mytool "$HOME/x"'],
  ["A=1 mytool", "A=1 mytool"],
  ["A=* mytool **", "A='x-1' mytool z"],
  ["A=1", "A=1"],
  ["mytool > out.txt", "mytool > out.txt"],
  ["mytool >out.txt", "mytool > 'out.txt'"],
  ["mytool > build/*.log", "mytool > build/x.log"],
  ["mytool > **", "mytool > /any/where"],
  ["mytool 2> e >> o", "mytool >> o 2> e"],
  ["> out.txt", "> out.txt"],
  ["> out.txt", ">out.txt"],
])("allowing %s allows %s", (pattern, line) => {
  expect(judge(line, pattern)).toBe("allow");
});

test.each([
  ["mytool a", "mytool a b"],
  ["mytool a b", "mytool a"],
  ["mytool *", "mytool"],
  ["mytool *", "mytool a b"],
  ["mytool *", "mytool *"],
  ["mytool *", "mytool *.ts"],
  ["mytool **", "mytool *.ts"],
  ["mytool **", "mytool $X"],
  ["mytool $X", 'mytool "$X"'],
  ["mytool **", "A=1 mytool"],
  ["mytool **", "mytool > out.txt"],
  ["mytool **", "/bin/mytool a"],
  ["mytool **", "MYTOOL a"],
  ["A=1 mytool", "mytool"],
  ["A=1 mytool", "A=2 mytool"],
  ["A=* mytool", "A=$X mytool"],
  ["A=* mytool", "A+=x mytool"],
  ["A=* mytool", "A='--x y' mytool"],
  ["A=* mytool", "A=./x mytool"],
  ["mytool > out.txt", "mytool"],
  ["mytool > out.txt", "mytool > out.txt > more.txt"],
  ["mytool > out.txt", "mytool 2> out.txt"],
  ["mytool > *", "mytool > ../x"],
  ["mytool > *", "mytool > .bashrc"],
  ["mytool > build/*", "mytool > build/.."],
  ["mytool > build/*", "mytool > build/a/b"],
  ["mytool 'a b'", "mytool a b"],
])("allowing %s does not allow %s", (pattern, line) => {
  expect(judge(line, pattern)).toBe("ask");
});

test.each([
  ["rm **", "/bin/rm x", "deny"],
  ["rm **", "FOO=1 rm x > y", "deny"],
  ["rm -rf **", "rm -fr x", "ask"],
  ["rm -rf **", "rm -r -f x", "ask"],
  ["git push **", "git -c a=b push", "deny"],
  ["git push **", "git --no-pager push", "deny"],
  ["* --force **", "mytool --force", "deny"],
  ["* --force **", "mytool now --force", "ask"],
  ["> ~/.bashrc", "echo x > ~/.bashrc", "deny"],
  ["npm publish **", "npm $X", "ask"],
] as const)("denying %s makes %s come out as %s, though all is allowed else", (pattern, line, effect) => {
  const rules = [
    { id: "all", effect: "allow" as const, match: null },
    { id: "deny", effect: "deny" as const, match: { command: pattern } },
  ];
  expect(judgeCommand(analyse(parser, line), rules).effect).toBe(effect);
});

test.each([
  ["* x", "the first word has to name the program"],
  ["**", "the first word has to name the program"],
  ["ls ** x", "** is the last word"],
  ["ls a**", "** stands alone, as the last word"],
  ["ls; rm", "a pattern is for one simple command; quote ; | & ( )"],
  ["ls & rm", "a pattern is for one simple command; quote ; | & ( )"],
  ["ls | cat", "a pattern is for one simple command; quote ; | & ( )"],
  ["ls $(rm x)", "a pattern can't hold a command within a command"],
  ['ls "`rm x`"', "a pattern can't hold a command within a command"],
  ["ls 'a", "a quote does not end"],
  ["ls >", "> needs a target"],
  ["ls > > x", "> needs a target"],
  ["PATH=* ls", "PATH decides what is run: its value has to be spelled"],
  ["GIT_PAGER=* git log", "GIT_PAGER decides what is run: its value has to be spelled"],
  ["ls \u202ea", "a pattern can't hold control characters"],
])("the pattern %j is refused: %s", (pattern, problem) => {
  expect(parsePattern(pattern, "allow")).toEqual({ problem });
});

test("a denying pattern may begin with a wildcard", () => {
  expect(parsePattern("* --force", "deny")).toHaveProperty("pattern");
});

test.each(["a", "a b", "it's", "*", "$x", "a;b", 'say "hi"', "\\", "ä", ""])("%j quoted means itself", (word) => {
  const parsed = parsePattern(`mytool ${quoteWord(word)}`, "allow");
  expect(parsed).toMatchObject({ pattern: { words: [{ text: "mytool" }, { type: "text", text: word }] } });
});

test("what a rule spells is meant, also where a program runs it", () => {
  expect(judge("timeout 5 npm test", "timeout 5 npm test")).toBe("allow");
  expect(judge("timeout 5 npm test", "timeout * npm test")).toBe("allow");
  expect(judge("timeout 5 npm test", "timeout 5 **")).toBe("ask");
  expect(judge("sh -c 'rm x'", "sh -c 'rm x'")).toBe("allow");
  expect(judge("sh -c 'rm x'", "sh -c *")).toBe("ask");
  expect(judge("python3 -c 'print(1)'", "python3 -c 'print(1)'")).toBe("allow");
  expect(judge('sh -c "$(rm x)"', 'sh -c "$X"')).toBe("ask");
});

test("a rule for every call allows what can't be read, unless another one might be against it", () => {
  const all = { id: "all", effect: "allow" as const, match: null };
  const deny = { id: "deny", effect: "deny" as const, match: { command: "rm **" } };
  const line = analyse(parser, 'eval "$X"');
  expect(judgeCommand(line, [all])).toMatchObject({ effect: "allow", ruleId: "all" });
  expect(judgeCommand(line, [all, deny]).effect).toBe("ask");
  expect(judgeCommand(line, [all, deny, { id: "x", effect: "allow", match: { exact: 'eval "$X"' } }]).effect).toBe(
    "allow",
  );
});

const rule = (id: string, command: string) => ({ id, effect: "allow" as const, match: { command } });

test("the narrowest rule is the one that is named, and all that it took are told", () => {
  const rules = [rule("wide", "ls **"), rule("narrow", "ls -la"), rule("git", "git status **")];
  expect(judgeCommand(analyse(parser, "ls -la"), rules)).toMatchObject({ ruleId: "narrow", ruleIds: ["narrow"] });
  const both = judgeCommand(analyse(parser, "git status && ls src"), rules);
  expect(both.ruleIds.toSorted()).toEqual(["git", "wide"]);
  expect(both.parts.map(({ text, ruleId }) => [text, ruleId])).toEqual([
    ["git status", "git"],
    ["ls src", "wide"],
  ]);
});
