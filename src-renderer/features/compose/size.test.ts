import { expect, test } from "vitest";
import { roomFor } from "./size.ts";

test("nothing is said while there is plenty of room", () => {
  expect(roomFor("a".repeat(50_000))).toBeNull();
});

test("near the limit the size is said, over it by how much", () => {
  expect(roomFor("a".repeat(60 * 1024))).toEqual({ isOver: false, words: "60.0 of 64 KiB" });
  expect(roomFor("a".repeat(64 * 1024))?.isOver).toBe(false);
  expect(roomFor("a".repeat(66 * 1024))).toEqual({
    isOver: true,
    words: "2.0 KiB too long: a message has at most 64 KiB",
  });
});

test("bytes are counted, not characters", () => {
  expect(roomFor("€".repeat(22_000))?.isOver).toBe(true);
  expect(roomFor("🎉".repeat(17_000))?.isOver).toBe(true);
});
