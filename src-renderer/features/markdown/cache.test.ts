import { expect, test } from "vitest";
import { createCache } from "./cache.ts";

test("what was not used for longest is forgotten first", () => {
  const cache = createCache<number>(2);
  cache.set("a", 1);
  cache.set("b", 2);
  cache.get("a");
  cache.set("c", 3);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
});

test("the bound counts weights, and one entry over it is kept until the next comes", () => {
  const cache = createCache<number>(10);
  cache.set("a", 1, 4);
  cache.set("big", 2, 50);
  expect(cache.size).toBe(1);
  cache.set("b", 3, 5);
  expect([cache.get("big"), cache.get("b")]).toEqual([undefined, 3]);
});
