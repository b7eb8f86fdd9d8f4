import { describe, expect, test } from "vitest";
import { snippetCutter } from "./snippet.ts";

const cutSnippet = (text: string, words: string[]) => snippetCutter(words)(text);

const shown = (text: string, words: string[]) =>
  cutSnippet(text, words)
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join("");

describe("a snippet", () => {
  test("marks every match, in any case, with or without accents", () => {
    expect(shown("Größe und GRÖSSE, Grösse", ["grosse"])).toBe("Größe und [GRÖSSE], [Grösse]");
    expect(shown("a test of tests", ["test"])).toBe("a [test] of [test]s");
  });

  test("marks beginnings of words, not their insides", () => {
    expect(shown("contest test", ["test"])).toBe("contest [test]");
  });

  test("is one line", () => {
    expect(shown("  one\n\n two\t three ", ["two"])).toBe("one [two] three");
  });

  test("is cut around the first match of a long text, and says that there is more before", () => {
    const text = `${"before ".repeat(100)}needle ${"after ".repeat(100)}`;
    const parts = cutSnippet(text, ["needle"]);
    expect(parts.map(({ hit }) => hit)).toEqual([false, true, false]);
    expect(parts[0]?.text.startsWith("…")).toBe(true);
    expect(parts.map(({ text: piece }) => piece).join("").length).toBeLessThan(240);
  });

  test("of no match, or of no words, is the beginning", () => {
    expect(cutSnippet("nothing here", ["absent"])).toEqual([{ text: "nothing here", hit: false }]);
    expect(cutSnippet("x".repeat(1000), [])).toEqual([{ text: "x".repeat(220), hit: false }]);
  });

  test("takes words with signs of patterns as they are", () => {
    expect(shown("a.b a+b (c)", ["a+b", ""])).toBe("a.b [a+b] (c)");
  });

  test("shows no half of an emoji at its ends", () => {
    const texts = [`${"🦊".repeat(200)} needle ${"🦊".repeat(200)}`, `x${"🦊".repeat(200)}`, "🦊".repeat(300)];
    for (const text of texts) {
      const whole = cutSnippet(text, ["needle"])
        .map((part) => part.text)
        .join("");
      expect(whole.isWellFormed()).toBe(true);
    }
  });
});
