import { expect, test } from "vitest";
import { readDraft, toDraft } from "./draft.ts";

const number = { type: "number", from: 5, to: 3600 } as const;
const lines = { type: "lines", most: 2 } as const;

test("a number is taken within its bounds, and refused in words outside of them", () => {
  expect(readDraft(" 60 ", number)).toEqual({ value: 60 });
  for (const draft of ["4", "3601", "", "1e3", "-5", "6.5", "sixty"])
    expect(readDraft(draft, number)).toEqual({ problem: "A whole number from 5 to 3,600." });
});

test("names are read one a line or with commas, and shown one a line", () => {
  expect(readDraft("a.example,\n b.example \n\n", lines)).toEqual({ value: ["a.example", "b.example"] });
  expect(toDraft(["a", "b"])).toBe("a\nb");
  expect(readDraft("", lines)).toEqual({ value: [] });
  expect(readDraft("a,b,c", lines)).toHaveProperty("problem");
});

test("a text must not be empty", () => {
  expect(readDraft("  ", { type: "text", most: 20 })).toHaveProperty("problem");
  expect(readDraft(" /halt ", { type: "text", most: 20 })).toEqual({ value: "/halt" });
});
