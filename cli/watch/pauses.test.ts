import { describe, expect, it } from "vitest";
import { createPauses } from "./pauses.ts";

describe("the pauses between tries", () => {
  it("double from a quarter of a second to half a minute, and begin anew", () => {
    const pauses = createPauses(() => 1);
    const first = Array.from({ length: 9 }, () => pauses.next());
    expect(first).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    pauses.reset();
    expect(pauses.next()).toBe(250);
  });

  it("differ by chance, up to a half", () => {
    expect(createPauses(() => 0).next()).toBe(125);
  });
});
