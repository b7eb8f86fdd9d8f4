import { expect, test } from "vitest";
import { isPlaceholder, placeholderOf, titleOfPrompt } from "./title.ts";

test.each([
  ["Fix the tests", "Fix the tests"],
  ["\n \u200B\n  Fix   the\ttests \nand more", "Fix the tests"],
  ["\u202Eevil", "evil"],
  ["word ".repeat(30), `${"word ".repeat(15).trim()}…`],
  ["x".repeat(200), `${"x".repeat(79)}…`],
  ["😀".repeat(100), `${"😀".repeat(79)}…`],
  ["   \n\u3164", undefined],
  ["", undefined],
  [undefined, undefined],
])("the title of the prompt %j is %j", (prompt, title) => {
  expect(titleOfPrompt(prompt)).toBe(title);
});

test.each([
  ["/srv/shop", "Codex in shop"],
  ["/srv/shop/", "Codex in shop"],
  [String.raw`C:\work\shop`, "Codex in shop"],
  ["/", "Codex"],
  [null, "Codex"],
  [`/a/${"y".repeat(300)}`, `Codex in ${"y".repeat(191)}`],
])("in the folder %j a session without a prompt is called %j", (folder, title) => {
  expect(placeholderOf("Codex", folder)).toBe(title);
});

const known = (title: string) => isPlaceholder(title, "Codex in shop");

test("a placeholder may have a number, and nothing else", () => {
  expect(["Codex in shop", "Codex in shop (2)", "Codex in shop (x)", "Codex in shopping"].map(known)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
