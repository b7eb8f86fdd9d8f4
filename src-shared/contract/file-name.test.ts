import { expect, test } from "vitest";
import { cleanFileName } from "./file-name.ts";

test.each([
  ["report.pdf", "report.pdf"],
  ["Grüße 🎉.txt", "Grüße 🎉.txt"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\ada\\note.txt", "note.txt"],
  [".bashrc", "bashrc"],
  ["..", "file"],
  ["", "file"],
  ["/", "file"],
  ["a\u0000b\nc.txt", "abc.txt"],
  ["invoice\u202Egpj.exe", "invoicegpj.exe"],
  ["zero\u200Bwidth.txt", "zerowidth.txt"],
  ['a<b>:"|?*.txt', "ab.txt"],
  ["trailing. . ", "trailing"],
  ["CON", "_CON"],
  ["nul.txt", "_nul.txt"],
  ["console.log", "console.log"],
  ["half\uD800.txt", "half\uFFFD.txt"],
])("%j is called %j", (name, clean) => {
  expect(cleanFileName(name)).toBe(clean);
});

test("a long name keeps its extension, whole letters, and at most 180 bytes", () => {
  const clean = cleanFileName(`${"🎉".repeat(100)}.tar.gz`);
  expect(clean).toMatch(/^(?:🎉)+\.gz$/u);
  expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(180);
  expect(Buffer.byteLength(cleanFileName(`a.${"x".repeat(500)}`))).toBeLessThanOrEqual(180);
});

test("a clean name stays as it is", () => {
  for (const name of ["a.txt", "..a..b..", "x ".repeat(300), "CON.txt"]) {
    const clean = cleanFileName(name);
    expect(cleanFileName(clean)).toBe(clean);
  }
});
