import { describe, expect, it } from "vitest";
import { oneLine, plain } from "./plain.ts";

describe("text for a terminal", () => {
  it("keeps words, tabs, lines and emoji", () => {
    const text = "a\tb\nä 漢 👩‍💻 ✅ العربية";
    expect(plain(text)).toBe(text);
  });

  it("loses everything that would steer the terminal", () => {
    const cases: Record<string, string> = {
      "\u001b[31mred\u001b[0m": "red",
      "\u009b2Jx": "x",
      "a\u001b]0;title\u0007b": "ab",
      "a\u001b]8;;https://x\u001b\\link\u001b]8;;\u001b\\b": "alinkb",
      "a\u001bP1;2|x\u001b\\b": "ab",
      "a\u001b(Bb\u001bcc": "abc",
      "over\rwrite\b\u0007": "overwrite",
      "a\r\nb": "a\nb",
      "x\u202etxt.exe\u2066y": "xtxt.exey",
      "end\u001b": "end",
      "a\u001b]never ends": "a",
    };
    for (const [text, clean] of Object.entries(cases)) expect([text, plain(text)]).toEqual([text, clean]);
  });

  it("on one line has no breaks", () => {
    expect(oneLine(" a\n\tb\u2028c ")).toBe("a b c");
  });
});
