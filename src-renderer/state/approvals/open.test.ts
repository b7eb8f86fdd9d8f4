import { expect, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import { fakeTimers } from "../discussions/fakes.ts";
import { fakeApproval } from "./fakes.ts";
import { createOpenApprovals } from "./open.ts";

const later = (minute: number) => `2026-11-20T14:0${minute}:00.000Z`;

const opened = () => {
  const timers = fakeTimers();
  const asked: { give: (all: Approval[]) => void; fail: (error: Error) => void }[] = [];
  const open = createOpenApprovals({
    read: () => {
      const { promise, resolve, reject } = Promise.withResolvers<Approval[]>();
      asked.push({ give: resolve, fail: reject });
      return promise;
    },
    later: timers.later,
  });
  const ids = () => open.state().all.map(({ id }) => id);
  return { open, timers, asked, ids };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("the open approvals are read once they are looked at, and stand oldest first", async () => {
  const { open, timers, asked, ids } = opened();
  open.check(2);
  timers.run();
  asked[0]?.give([fakeApproval("b", { createdAt: later(2) }), fakeApproval("a", { createdAt: later(1) })]);
  await settled();
  expect(open.state()).toMatchObject({ isRead: true, error: null });
  expect(ids()).toEqual(["a", "b"]);
});

test("one that ended while they were read does not come back with the answer, and a new one stays", async () => {
  const { open, timers, asked, ids } = opened();
  open.check(1);
  timers.run();
  open.take(fakeApproval("a", { state: "allowed" }));
  open.take(fakeApproval("c", { createdAt: later(3) }));
  asked[0]?.give([fakeApproval("a"), fakeApproval("b", { createdAt: later(2) })]);
  await settled();
  expect(ids()).toEqual(["b", "c"]);
});

test("one that was closed never opens again by what is older", () => {
  const { open, ids } = opened();
  open.take(fakeApproval("a"));
  open.take(fakeApproval("a", { state: "expired" }));
  open.take(fakeApproval("a"));
  expect(ids()).toEqual([]);
});

test("a list that can't be read says why and is asked for again", async () => {
  const { open, timers, asked, ids } = opened();
  open.check(1);
  timers.run();
  asked[0]?.fail(new Error("away"));
  await settled();
  expect(open.state().error).toEqual(new Error("away"));
  timers.run();
  asked[1]?.give([fakeApproval("a")]);
  await settled();
  expect(open.state().error).toBeNull();
  expect(ids()).toEqual(["a"]);
});

test("nothing is asked for again while as many are known as the hub counts", async () => {
  const { open, timers, asked } = opened();
  open.check(1);
  timers.run();
  asked[0]?.give([fakeApproval("a")]);
  await settled();
  open.check(1);
  timers.run();
  expect(asked).toHaveLength(1);
});

test("two places that look at once share one reading", async () => {
  const { open, timers, asked, ids } = opened();
  const stop = open.check(1);
  open.check(1);
  timers.run();
  stop();
  expect(asked).toHaveLength(1);
  asked[0]?.give([fakeApproval("a")]);
  await settled();
  expect(ids()).toEqual(["a"]);
});

test("what was read before a gap in the stream is not taken after it", async () => {
  const { open, timers, asked, ids } = opened();
  open.check(1);
  timers.run();
  open.resync();
  asked[0]?.give([fakeApproval("old")]);
  await settled();
  expect(open.state().isRead).toBe(false);
  open.check(1);
  timers.run();
  asked[1]?.give([fakeApproval("new")]);
  await settled();
  expect(ids()).toEqual(["new"]);
});

test("the list of one session is the same array until something changes in it", () => {
  const { open } = opened();
  open.take(fakeApproval("a"));
  open.take(fakeApproval("b", { sessionId: "s2" }));
  const own = open.of("s1");
  expect(own.map(({ id }) => id)).toEqual(["a"]);
  expect(open.of("s1")).toBe(own);
  open.drop("s1");
  expect(open.of("s1")).toEqual([]);
  expect(open.of("s2")).toHaveLength(1);
});
