import { expect, test } from "vitest";
import { plainPreview, withEmoji } from "./preview.ts";

test.each([
  [":white_check_mark: **42/42** passing. Starting on the `forms`.", "✅ 42/42 passing. Starting on the forms."],
  ["## Plan", "Plan"],
  ["- [x] done", "done"],
  ["> quoted", "quoted"],
  ["see [the run](https://ci.example/1) and ![shot](a.png)", "see the run and shot"],
  ["```ts const a = 1; ```", "const a = 1;"],
  ["snake_case_name and 2*3*4", "snake_case_name and 2*3*4"],
])("%j is shown in a list as %j", (text, shown) => {
  expect(plainPreview(text)).toBe(shown);
});

test("a name that is no emoji stays as it is written, also one that every object has", () => {
  expect(withEmoji("at :constructor: 10:30:15 :nope:")).toBe("at :constructor: 10:30:15 :nope:");
});

test("a character that turns the reading order does not turn the line around", () => {
  expect(plainPreview("rm \u202E-rf x\u200B")).toBe("rm -rf x");
});
