import { expect, test } from "vitest";
import { createRemote, withItem, withoutItem } from "./remote.ts";

const readings = () => {
  const asked: PromiseWithResolvers<string[]>[] = [];
  const remote = createRemote(() => {
    const reading = Promise.withResolvers<string[]>();
    asked.push(reading);
    return reading.promise;
  });
  return { asked, remote, now: () => remote.store.getState() };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("it is read when it is shown, and again only while it is shown", async () => {
  const { asked, remote, now } = readings();
  remote.again();
  expect(asked).toHaveLength(0);
  const release = remote.hold();
  expect(now().isReading).toBe(true);
  asked[0]?.resolve(["a"]);
  await settled();
  expect(now()).toEqual({ data: ["a"], isReading: false, error: null });
  remote.again();
  expect(asked).toHaveLength(2);
  const releaseToo = remote.hold();
  expect(asked).toHaveLength(2);
  release();
  releaseToo();
  remote.again();
  expect(asked).toHaveLength(2);
});

test("a change that comes while it is read is not lost under an older answer", async () => {
  const { asked, remote, now } = readings();
  remote.hold();
  remote.change((items) => [...items, "b"]);
  asked[0]?.resolve(["a"]);
  await settled();
  expect(now().data).toEqual(["a", "b"]);
  remote.change((items) => [...items, "c"]);
  expect(now().data).toEqual(["a", "b", "c"]);
});

test("an answer that was overtaken by a later question does not count", async () => {
  const { asked, remote, now } = readings();
  remote.hold();
  remote.again();
  asked[1]?.resolve(["new"]);
  await settled();
  asked[0]?.resolve(["old"]);
  await settled();
  expect(now().data).toEqual(["new"]);
});

test("a reading that fails leaves what was there and says why", async () => {
  const { asked, remote, now } = readings();
  remote.hold();
  asked[0]?.resolve(["a"]);
  await settled();
  remote.again();
  asked[1]?.reject(new Error("away"));
  await settled();
  expect(now()).toMatchObject({ data: ["a"], isReading: false, error: new Error("away") });
});

test("what was forgotten does not come back by an answer that was on its way", async () => {
  const { asked, remote, now } = readings();
  remote.hold();
  remote.forget();
  asked[0]?.resolve(["secret"]);
  await settled();
  expect(now()).toEqual({ data: null, isReading: false, error: null });
});

test("an item takes the place of the one with its id; a new one comes first", () => {
  const items = [
    { id: "1", name: "a" },
    { id: "2", name: "b" },
  ];
  expect(withItem(items, { id: "2", name: "c" }).map(({ name }) => name)).toEqual(["a", "c"]);
  expect(withItem(items, { id: "3", name: "c" }).map(({ name }) => name)).toEqual(["c", "a", "b"]);
  expect(withoutItem(items, "1")).toEqual([{ id: "2", name: "b" }]);
});
