import { expect, test } from "vitest";
import { came, looked, openedAt, openingAt } from "./unread-line.ts";

test("a discussion opens at the first message that was not read", () => {
  expect(openingAt(40, 60)).toBe(41);
  expect(openedAt(40, 60).at).toBe(41);
});

test("one that is read, was never read or has very many unread opens at its end", () => {
  expect(openingAt(60, 60)).toBeNull();
  expect(openingAt(0, 60)).toBeNull();
  expect(openingAt(10, 100_000)).toBeNull();
  expect(openedAt(60, 60).at).toBeNull();
  expect(openedAt(0, 60).at).toBeNull();
});

test("the line stays where it was while more comes, seen or not", () => {
  const line = openedAt(40, 60);
  expect(looked(line, 60).at).toBe(41);
  expect(came(line, 60, false).at).toBe(41);
});

test("what comes while nobody looks gets a line of its own once the old one was seen", () => {
  const line = looked(openedAt(40, 60), 60);
  expect(came(line, 60, false).at).toBe(61);
  expect(came(came(line, 60, false), 61, false).at).toBe(61);
});

test("the person's own reply takes the line away", () => {
  expect(came(openedAt(40, 60), 60, true).at).toBeNull();
});
