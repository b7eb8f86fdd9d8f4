import { expect, test } from "vitest";
import { readKept, writeKept } from "./shelf.ts";

const start = () => {
  const items = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return { items, shelf };
};
const file = { id: "1", name: "a.txt", size: 1, type: "text/plain", sha256: "" };

test("what is kept is read again, and nothing is left of nothing", () => {
  const { items, shelf } = start();
  writeKept(shelf, [["s1", [file]]]);
  expect(readKept(shelf)).toEqual([["s1", [file]]]);
  writeKept(shelf, []);
  expect(items.size).toBe(0);
});

test.each(["{", "null", "[1]", '[["s1"]]', '[["s1",[{"id":1}]]]'])("%s brings no file", (kept) => {
  const { items, shelf } = start();
  writeKept(shelf, [["s1", [file]]]);
  for (const key of items.keys()) items.set(key, kept);
  expect(readKept(shelf).flatMap(([, files]) => files)).toEqual([]);
});
