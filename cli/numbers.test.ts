import { describe, expect, it } from "vitest";
import { readChoice, readCount, readProgress, readSeconds } from "./numbers.ts";

describe("numbers of options", () => {
  it("progress is n of m, a fraction or a percentage", () => {
    expect(readProgress("3/4")).toBe(0.75);
    expect(readProgress(" 0 / 7 ")).toBe(0);
    expect(readProgress("0.4")).toBe(0.4);
    expect(readProgress("40%")).toBe(0.4);
    expect(readProgress("1")).toBe(1);
  });

  it("progress outside 0 to 1, or none at all, is refused", () => {
    for (const text of ["8/7", "0/0", "1/0", "2", "101%", "-1", "", "a", "1/2/3", "NaN", "1e3"]) {
      expect(() => readProgress(text)).toThrow("3/7");
    }
  });

  it("a count must be whole and within its bounds", () => {
    expect(readCount("last", "20", [1, 100])).toBe(20);
    for (const text of ["0", "101", "1.5", "x", ""]) expect(() => readCount("last", text, [1, 100])).toThrow("--last");
  });

  it("seconds may have a fraction", () => {
    expect(readSeconds("timeout", "1.5")).toBe(1.5);
    for (const text of ["-1", "1m", ""]) expect(() => readSeconds("timeout", text)).toThrow("--timeout");
  });

  it("a choice names what is known when it is not among it", () => {
    expect(readChoice("level", "a", { a: 1, b: 2 })).toBe("a");
    expect(() => readChoice("level", "toString", { a: 1, b: 2 })).toThrow("a, b");
  });
});
