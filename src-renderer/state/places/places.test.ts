import { expect, test } from "vitest";
import { createPlaces, type Place } from "./places.ts";

const shelfOf = (kept: Record<string, string> = {}) => ({
  kept,
  getItem: (key: string) => kept[key] ?? null,
  setItem: (key: string, value: string) => void (kept[key] = value),
});
const at = (seq: number): Place => ({ seq, offset: 12, isAtEnd: false, focusSeq: null });
const never = () => () => {};

test("a place is there again after the page was", () => {
  const shelf = shelfOf();
  const before = createPlaces({ shelf, later: never });
  before.set("a", at(7));
  before.flush();
  expect(createPlaces({ shelf, later: never }).get("a")).toEqual(at(7));
});

test("the places of the last fifty discussions are kept", () => {
  const shelf = shelfOf();
  const places = createPlaces({ shelf, later: never });
  for (let count = 0; count < 60; count++) places.set(`s${count}`, at(count));
  // The oldest that was kept is there once more.
  places.flush();
  places.set("s10", at(98));
  places.set("s0", at(99));
  places.flush();
  const after = createPlaces({ shelf, later: never });
  expect([after.get("s0"), after.get("s10"), after.get("s11"), after.get("s12"), after.get("s59")]).toEqual([
    at(99),
    at(98),
    null,
    at(12),
    at(59),
  ]);
});

test("two windows don't undo each other", () => {
  const shelf = shelfOf();
  const one = createPlaces({ shelf, later: never });
  const other = createPlaces({ shelf, later: never });
  one.set("a", at(1));
  other.set("b", at(2));
  one.flush();
  other.flush();
  const after = createPlaces({ shelf, later: never });
  expect([after.get("a"), after.get("b")]).toEqual([at(1), at(2)]);
});

test.each(["", "{", "7", '[["a"]]', '[["a",{"seq":"x"}],7]', "null"])(
  "what can't be understood is no place: %j",
  (text) => {
    expect(createPlaces({ shelf: shelfOf({ "muster.places": text }), later: never }).get("a")).toBeNull();
  },
);

const refuse = () => {
  throw new DOMException("refused", "SecurityError");
};

test("a storage that refuses is no hindrance", () => {
  const places = createPlaces({ shelf: { getItem: refuse, setItem: refuse }, later: never });
  expect(places.get("a")).toBeNull();
  places.set("a", at(3));
  places.flush();
  expect(places.get("a")).toEqual(at(3));
});
