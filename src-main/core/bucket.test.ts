import { describe, expect, test } from "vitest";
import { createBuckets } from "./bucket.ts";

const start = (requestsPerMinute = 60, requestBurst = 5) => {
  const limit = { requestsPerMinute, requestBurst };
  let now = 1_000_000;
  const buckets = createBuckets(
    () => now,
    () => limit,
  );
  const take = (times: number, key = "a") => Array.from({ length: times }, () => buckets.take(key));
  return { buckets, limit, take, pass: (ms: number) => (now += ms) };
};

describe("a bucket", () => {
  test("gives its burst at once, then says how many seconds to wait", () => {
    const { take } = start();
    expect(take(7)).toEqual([0, 0, 0, 0, 0, 1, 1]);
  });

  test("of a slow rate says so", () => {
    const { take } = start(6, 1);
    expect(take(2)).toEqual([0, 10]);
  });

  test("refills at its rate up to its burst", () => {
    const { take, pass } = start();
    take(5);
    pass(2000);
    expect(take(3)).toEqual([0, 0, 1]);
    pass(3_600_000);
    expect(take(6)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  test("refills by parts of one", () => {
    const { take, pass } = start();
    take(5);
    pass(500);
    expect(take(1)).toEqual([1]);
    pass(500);
    expect(take(1)).toEqual([0]);
  });

  test("is for one key", () => {
    const { take } = start();
    take(5);
    expect(take(1, "b")).toEqual([0]);
  });

  test("is not refilled by a clock that is set back, and goes on from there", () => {
    const { take, pass } = start();
    take(5);
    pass(-3_600_000);
    expect(take(1)).toEqual([1]);
    pass(1000);
    expect(take(1)).toEqual([0]);
  });

  test("takes a new limit at once, and is full again when it was forgotten", () => {
    const { take, limit, buckets } = start();
    limit.requestBurst = 2;
    expect(take(3)).toEqual([0, 0, 1]);
    buckets.forget("a");
    expect(take(3)).toEqual([0, 0, 1]);
  });
});
