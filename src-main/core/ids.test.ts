import { describe, expect, test } from "vitest";
import { validate, version } from "uuid";
import { createIds, timeOfId } from "./ids.ts";

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

describe("ids", () => {
  test("are UUIDs of version 7 that carry their time", () => {
    const id = createIds(() => NOW)();
    expect([validate(id), version(id), timeOfId(id)]).toEqual([true, 7, NOW]);
  });

  test("sort as they were made, also within one millisecond", () => {
    const newId = createIds(() => NOW);
    const ids = Array.from({ length: 5000 }, () => newId());
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(5000);
  });

  test("sort as they were made when the clock is set back and comes forward again", () => {
    let now = NOW;
    const newId = createIds(() => now);
    const ids = [0, -3_600_000, -3_599_999, 1, 2, -86_400_000].map((shift) => {
      now = NOW + shift;
      return newId();
    });
    expect(ids.toSorted()).toEqual(ids);
  });

  test("come after the last one of an earlier run, though its clock was ahead", () => {
    const earlier = createIds(() => NOW + 3_600_000);
    const last = [earlier(), earlier(), earlier()].at(-1) ?? "";
    const newId = createIds(() => NOW, last);
    const ids = [last, newId(), newId()];
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
  });
});
