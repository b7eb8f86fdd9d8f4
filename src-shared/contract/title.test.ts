import { describe, expect, test } from "vitest";
import { cleanTitle, Title, titleKey } from "./title.ts";

describe("cleaning a title", () => {
  test.each([
    ["spaces at the ends and inside", "  a \t\n b  ", "a b"],
    ["a decomposed accent", "Cafe\u0301", "Caf\u00e9"],
    ["zero-width characters", "a\u200bb\u2060c\ufeff", "abc"],
    ["a zero-width space between spaces", "a \u200b b", "a b"],
    ["bidirectional embeddings, overrides and isolates", "\u202ea\u202c\u2066b\u2069", "ab"],
    ["control characters", "a\u0000b\u001bc\u0085d", "abcd"],
    ["a soft hyphen", "co\u00adoperate", "cooperate"],
  ])("takes out %s", (_what, title, clean) => {
    expect(cleanTitle(title)).toBe(clean);
  });

  test.each(["👩‍👩‍👧‍👦", "می\u200cخواهم", "\u05e9\u200f(1)", "a-b_c", "naïve Straße"])(
    "leaves %j as it is",
    (title) => {
      expect(cleanTitle(title)).toBe(title);
    },
  );

  test("twice is cleaning once", () => {
    for (const title of [" a  b ", "Cafe\u0301", "a \u200b b", "e\u200b\u0301", "\u202e x \u202c"]) {
      const clean = cleanTitle(title);
      expect(titleKey(clean)).toBe(titleKey(title));
      expect(cleanTitle(clean).trim()).toBe(cleanTitle(clean));
    }
  });
});

describe("the key of a title", () => {
  test.each([
    ["Straße", "STRASSE"],
    ["ΟΔΟΣ", "οδος"],
    ["ﬁx", "FIX"],
    ["e\u200b\u0301t", "\u00c9T"],
    ["A  b", "a B"],
  ])("is the same for %j and %j", (one, other) => {
    expect(titleKey(one)).toBe(titleKey(other));
  });

  test.each([
    ["a b", "ab"],
    ["cafe", "café"],
    ["1", "１"],
  ])("is another one for %j and %j", (one, other) => {
    expect(titleKey(one)).not.toBe(titleKey(other));
  });
});

test("a title is measured after it was cleaned, in characters", () => {
  expect(Title.parse(`  ${"🦊".repeat(200)}\u200b `)).toBe("🦊".repeat(200));
  expect(Title.safeParse("🦊".repeat(201)).success).toBe(false);
  expect(Title.safeParse(`\u200b${"x".repeat(200)}`).success).toBe(true);
});
