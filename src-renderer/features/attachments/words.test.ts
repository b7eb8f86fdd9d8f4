import { expect, test } from "vitest";
import { captionOf, extensionOf, namesOf, sizeWords } from "./words.ts";

test.each([
  [0, "0 byte"],
  [1, "1 byte"],
  [1023, "1,023 byte"],
  [1024, "1 kB"],
  [1536, "1.5 kB"],
  [20_000, "20 kB"],
  [1_500_000, "1.4 MB"],
  [50 * 1024 * 1024, "50 MB"],
])("%i bytes are %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

test("a text that is only the names of the files says nothing more", () => {
  const files = [{ name: "a.png" }, { name: "b.txt" }];
  expect(captionOf(namesOf(files), files)).toBe("");
  expect(captionOf("see a.png", files)).toBe("see a.png");
  expect(captionOf("", [])).toBe("");
});

test.each([
  ["report.pdf", "PDF"],
  ["archive.tar.gz", "GZ"],
  ["Makefile", "FILE"],
  ["strange.x<y", "FILE"],
])("%s is marked %s", (name, mark) => {
  expect(extensionOf(name)).toBe(mark);
});
