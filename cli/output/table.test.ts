import { describe, expect, it } from "vitest";
import { alignRows, fit, widthOf } from "./table.ts";

describe("a table", () => {
  it("counts columns as a terminal does", () => {
    expect([widthOf("abc"), widthOf("漢字"), widthOf("✅ ok"), widthOf("é")]).toEqual([3, 4, 5, 1]);
  });

  it("cuts by columns, with an ellipsis", () => {
    expect([fit("abcdef", 6), fit("abcdef", 4), fit("漢字漢字", 5)]).toEqual(["abcdef", "abc…", "漢字…"]);
  });

  it("aligns its rows, and the flexible column gives way", () => {
    const rows = [
      ["done", "A very long title that has no room at all", "x"],
      ["w", "Short", "y"],
    ];
    expect(alignRows(rows, { columns: 30, flexible: 1 }).map((row) => row.join("  "))).toEqual([
      "done  A very long title th…  x",
      "w     Short                  y",
    ]);
  });

  it("has nothing to show for no rows", () => {
    expect(alignRows([], { columns: 80, flexible: 0 })).toEqual([]);
  });
});
