import { expect, test } from "vitest";
import { loadShellParser } from "../../../testing/shell-parser.ts";
import { analyse } from "./analyse.ts";
import { corpus, corpusRules } from "./corpus.ts";
import { judgeCommand } from "./judge-command.ts";

const rules = corpusRules.map(([effect, command], at) => ({ id: String(at), effect, match: { command } }));
const parser = await loadShellParser();

test.each(corpus)("%j comes out as %s: %s", (line, effect) => {
  expect(judgeCommand(analyse(parser, line), rules)).toMatchObject({ effect });
});

test("no line is in the corpus twice", () => {
  const lines = corpus.map(([line]) => line);
  expect(lines.filter((line, at) => lines.indexOf(line) !== at)).toEqual([]);
  expect(lines.length).toBeGreaterThan(300);
});

test("with no deny rule at all no trick of the corpus is allowed that was not meant to be", () => {
  const allowing = rules.filter(({ effect }) => effect === "allow");
  const through = corpus.filter(([line, effect]) => {
    return effect !== "allow" && judgeCommand(analyse(parser, line), allowing).effect === "allow";
  });
  // These two are held back by a rule to ask alone.
  expect(through.map(([line]) => line)).toEqual(["git push"]);
});
