import { describe, expect, test } from "vitest";
import { createFrameRing } from "./stream-ring.ts";

const isForAda = (viewer: string) => viewer === "ada";
const start = (frames: number, chars = 1_000_000) => {
  const ring = createFrameRing<string>(100, { frames, chars });
  return {
    ring,
    push: (text = "x", isFor?: (viewer: string) => boolean) => ring.push((seq) => `${seq}:${text}`, isFor),
  };
};

describe("the last frames of the stream", () => {
  test("are numbered on from the start, and built from their number", () => {
    const { ring, push } = start(10);
    expect(ring.seq()).toBe(100);
    expect([push("a"), push("b")]).toMatchObject([
      { seq: 101, text: "101:a" },
      { seq: 102, text: "102:b" },
    ]);
    expect(ring.seq()).toBe(102);
  });

  test("know who may see them: everyone, unless it is said", () => {
    const { push } = start(10);
    expect(["ada", "bob"].map((viewer) => push("a").isFor(viewer))).toEqual([true, true]);
    expect(["ada", "bob"].map((viewer) => push("b", isForAda).isFor(viewer))).toEqual([true, false]);
  });

  test("after a number are just those that came later", () => {
    const { ring, push } = start(10);
    for (let number = 0; number < 5; number += 1) push();
    expect(ring.after(100)?.map(({ seq }) => seq)).toEqual([101, 102, 103, 104, 105]);
    expect(ring.after(103)?.map(({ seq }) => seq)).toEqual([104, 105]);
    expect(ring.after(105)).toEqual([]);
  });

  test("are not known before the start, nor in the future", () => {
    const { ring, push } = start(10);
    expect(ring.after(100)).toEqual([]);
    expect(ring.after(99)).toBeUndefined();
    expect(ring.after(101)).toBeUndefined();
    push();
    expect(ring.after(99)).toBeUndefined();
    expect(ring.after(102)).toBeUndefined();
  });

  test("are bounded in number: what is too old is unknown, what is kept has no gap", () => {
    const { ring, push } = start(10);
    for (let number = 0; number < 1000; number += 1) push();
    expect(ring.after(100)).toBeUndefined();
    expect(ring.after(1100 - 21)).toBeUndefined();
    expect(ring.after(1090)?.map(({ seq }) => seq)).toEqual(Array.from({ length: 10 }, (_, i) => 1091 + i));
  });

  test("are bounded in size, whatever their number, and the newest is always kept", () => {
    const { ring, push } = start(1000, 10_000);
    for (let number = 0; number < 100; number += 1) push("y".repeat(1000));
    const oldest = Array.from({ length: 101 }, (_, back) => 200 - back).findLast(
      (seq) => ring.after(seq) !== undefined,
    );
    expect(oldest).toBeGreaterThan(200 - 22);
    push("z".repeat(100_000));
    expect(ring.after(200)?.map(({ seq }) => seq)).toEqual([201]);
  });
});
