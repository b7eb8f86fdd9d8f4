import { expect, test } from "vitest";
import { pageOfAll } from "./page-of-all.ts";

const all = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
const page = (query: Parameters<typeof pageOfAll>[1]) => {
  const { items, next } = pageOfAll(all, query);
  return [items.map(({ id }) => id).join(""), next];
};

test("a short list is one page", () => {
  expect(page({})).toEqual(["abcde", null]);
  expect(page({ limit: 5 })).toEqual(["abcde", null]);
});

test("pages lead back from the newest", () => {
  expect(page({ limit: 2 })).toEqual(["de", "d"]);
  expect(page({ limit: 2, before: "d" })).toEqual(["bc", "b"]);
  expect(page({ limit: 2, before: "b" })).toEqual(["a", null]);
});

test("pages lead forward after a cursor", () => {
  expect(page({ limit: 2, after: "a" })).toEqual(["bc", "c"]);
  expect(page({ limit: 2, after: "c" })).toEqual(["de", null]);
});
