import { describe, expect, test } from "vitest";
import { createEventRing } from "./event-ring.ts";

const start = (events: number, chars = 1_000_000) => {
  const ring = createEventRing(100, { events, chars });
  const push = (data: unknown = {}) => ring.push({ type: "question", data, sessionId: "s", machineId: "m" });
  const idsAfter = (id: number) => ring.after(id)?.map((event) => event.id);
  return { ring, push, idsAfter };
};

describe("the last events", () => {
  test("are numbered on from the start, and one line of JSON each, whatever is in them", () => {
    const { ring, push } = start(10);
    expect(push({ text: "a\nb\r\u2028event: reply" }).text).toBe(
      'id: 101\nevent: question\ndata: {"text":"a\\nb\\r\u2028event: reply"}\n\n',
    );
    expect([push().id, ring.newest()]).toEqual([102, 102]);
  });

  test("after an id are just those that came later; not known before the start, nor in the future", () => {
    const { push, idsAfter } = start(10);
    expect([idsAfter(99), idsAfter(100), idsAfter(101)]).toEqual([undefined, [], undefined]);
    for (let number = 0; number < 3; number += 1) push();
    expect([idsAfter(100), idsAfter(102), idsAfter(103)]).toEqual([[101, 102, 103], [103], []]);
    expect([idsAfter(99), idsAfter(104)]).toEqual([undefined, undefined]);
  });

  test("are bounded in number: what is too old is unknown, what is kept has no gap", () => {
    const { push, idsAfter } = start(10);
    for (let number = 0; number < 1000; number += 1) push();
    expect(idsAfter(1100 - 21)).toBeUndefined();
    expect(idsAfter(1090)).toEqual(Array.from({ length: 10 }, (_, number) => 1091 + number));
  });

  test("are bounded in size, whatever their number, and the newest is always kept", () => {
    const { push, idsAfter } = start(1000, 10_000);
    for (let number = 0; number < 100; number += 1) push("y".repeat(1000));
    const kept = Array.from({ length: 101 }, (_, back) => idsAfter(200 - back)?.length ?? -1);
    expect(Math.max(...kept)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...kept)).toBeLessThan(22);
    push("z".repeat(100_000));
    expect(idsAfter(200)).toEqual([201]);
  });
});
