import { expect, test } from "vitest";
import { splitHidden, withoutHidden } from "./hidden.ts";

const marks = (text: string) => splitHidden(text).filter((piece) => typeof piece === "object");

test.each([
  ["a right-to-left override", "\u202E", 0x202e],
  ["an isolate", "\u2066", 0x2066],
  ["a zero width space", "\u200B", 0x200b],
  ["a byte order mark", "\uFEFF", 0xfeff],
  ["an escape character", "\u001B", 0x1b],
  ["a Hangul filler", "\u3164", 0x3164],
  ["a tag character", "\u{E0041}", 0xe0041],
  ["a joiner between Latin letters", "\u200D", 0x200d],
  ["a non-joiner between Latin letters", "\u200C", 0x200c],
])("%s between words is marked", (_name, char, codePoint) => {
  expect(splitHidden(`pay${char}load`)).toEqual(["pay", { codePoint, count: 1 }, "load"]);
});

test.each([
  ["a family of joined emoji", "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥"],
  ["keycaps and text symbols", "1️⃣ #️⃣ ©️ ▶️ ✔︎"],
  ["flags of parts of a country", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
  ["Persian with its non-joiner", "نمی‌خواهم بروم"],
  ["Hindi with joiners", "क्‍ष और क्‌ष"],
  ["Hebrew and Arabic with direction marks", "שלום\u200F عربي\u200E"],
  ["tabs and new lines", "a\tb\nc"],
  ["combining letters", "e\u0301 n\u0303"],
])("%s stays as it is", (_name, text) => {
  expect(splitHidden(text)).toEqual([text]);
});

test("a run of the same hidden character is one mark with a count", () => {
  expect(splitHidden(`a${"\u200B".repeat(9000)}b`)).toEqual(["a", { codePoint: 0x200b, count: 9000 }, "b"]);
});

test("a long run of changing hidden characters is cut short and nothing of it goes uncounted", () => {
  const found = marks(`a${"\u200B\u200C\u200D".repeat(3000)}b`);
  expect(found.length).toBeLessThan(12);
  expect(found.reduce((sum, mark) => sum + mark.count, 0)).toBe(9000);
});

test("accents that are piled up without end are cut off, ordinary ones are not", () => {
  const piled = splitHidden(`a${"\u0300".repeat(30_000)}b`);
  expect(piled).toEqual([`a${"\u0300".repeat(16)}`, { codePoint: 0x300, count: 29_984 }, "b"]);
  expect(marks("Tie\u0302\u0301ng Vie\u0323\u0302t \u0e01\u0e34\u0e48")).toEqual([]);
});

test("letters hidden as tag characters outside of a flag are marked", () => {
  const smuggled = Array.from("do evil", (c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join("");
  expect(marks(`hi${smuggled}`).length).toBeGreaterThan(0);
  expect(withoutHidden(`hi${smuggled}`)).toBe("hi");
});

test("data hidden in a row of variation selectors is marked after the first", () => {
  expect(marks("✔\uFE0F\uFE01\uFE02").map((mark) => mark.codePoint)).toEqual([0xfe01, 0xfe02]);
});
