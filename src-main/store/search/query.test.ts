import { expect, it } from "vitest";
import { parseQuery } from "./query.ts";

it("writes words as an expression of quoted terms", () => {
  expect(parseQuery("two words")).toMatchObject({
    expression: 'text : ("two" AND "words" *)',
    words: ["two", "words"],
  });
  expect(parseQuery('NOT "a phrase" OR x')).toMatchObject({
    expression: 'text : ("NOT" AND "a phrase" AND "OR" AND "x")',
    words: ["not", "a", "phrase", "or", "x"],
  });
});

it("says what else is asked for when the last word may be the beginning of one", () => {
  expect(parseQuery('the "Old" Parsé')?.beginning).toEqual({ rest: 'text : ("the" AND "Old")', word: "parse" });
  expect(parseQuery("par")?.beginning).toEqual({ rest: null, word: "par" });
  for (const text of ["pa", '"parser"', "jwt_ver", "हिन्दी", "検索する"]) expect(parseQuery(text)?.beginning).toBeNull();
});

it("has no expression where there is no word", () => {
  for (const text of ["", "  ", '"', '""', "!!!", "🦜", "\u0000"]) expect(parseQuery(text)).toBeUndefined();
});

it("takes no more than 32 terms", () => {
  const query = parseQuery(Array.from({ length: 100 }, (_, n) => `w${n}`).join(" "));
  expect(query?.words).toHaveLength(32);
});
