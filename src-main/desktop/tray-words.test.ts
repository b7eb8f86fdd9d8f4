import { expect, test } from "vitest";
import { foreignWords, menuLabel, timeWords } from "./tray-words.ts";

test("what others wrote stays one line, without what can't be seen, and is cut between signs that people see", () => {
  expect(foreignWords("two\nlines\tand\u202E more", 40)).toBe("two lines and more");
  expect(foreignWords("abcdef", 6)).toBe("abcdef");
  expect(foreignWords("abcdefg", 6)).toBe("abcde…");
  expect(foreignWords("ab cdefg", 4)).toBe("ab…");
  expect(foreignWords("👩‍🚀👩‍🚀👩‍🚀👩‍🚀", 3)).toBe("👩‍🚀👩‍🚀…");
});

test("words that are written from the right turn nothing around that stands beside them", () => {
  expect(foreignWords("بناء المشروع", 40)).toBe("\u2068بناء المشروع\u2069");
  expect(foreignWords("Größe 你好", 40)).toBe("Größe 你好");
});

test("an ampersand is shown, and no access key", () => {
  expect(menuLabel("R&D && more")).toBe("R&&D &&&& more");
});

test("a time of another day has its weekday", () => {
  const noon = new Date(2026, 5, 15, 12).getTime();
  const hours = (count: number) => noon + count * 3_600_000;
  expect(timeWords(hours(3.5), noon, "en-GB")).toBe("15:30");
  expect(timeWords(hours(20), noon, "en-GB")).toBe("Tue 08:00");
  expect(timeWords(hours(3.5), noon, "en-US")).toMatch(/^03:30\sPM$/);
});
