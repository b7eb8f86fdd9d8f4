import { expect, test } from "vitest";
import { isDenseText, isLongText } from "./long-text.ts";

test("many characters or many lines make a text long", () => {
  expect(isLongText("a".repeat(7_000))).toBe(true);
  expect(isLongText("\n".repeat(120))).toBe(true);
  expect(isLongText("a few\nlines\nonly")).toBe(false);
});

test("a long block of code, which folds by itself, does not make its message long, words around it do", () => {
  const block = `\`\`\`\n${"a line of code\n".repeat(900)}\`\`\`\n`;
  expect(isLongText(block)).toBe(false);
  expect(isLongText(`\`\`\`\n${"a line of code\n".repeat(900)}`)).toBe(false);
  expect(isLongText(block + "word\n".repeat(60))).toBe(true);
});

test("one endless word makes a text dense, many short ones don't", () => {
  expect(isDenseText(`see ${"[a](".repeat(100)}`)).toBe(true);
  expect(isDenseText("word ".repeat(5_000))).toBe(false);
});
