import { expect, it } from "vitest";
import type { DeviceRecord } from "../../core/records.ts";
import { seededStore } from "../testing/store.ts";

const device = (id: string, over: Partial<DeviceRecord> = {}): DeviceRecord => ({
  id,
  tokenHash: `hash of ${id}`,
  personId: "p1",
  kind: "browser",
  name: "Firefox on Linux",
  address: null,
  createdAt: 1,
  lastUsedAt: 2,
  ...over,
});

it("a device leads by its secret to its person, is changed and removed", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.devices.insert(device("d1")));
  await store.write((tx) => tx.devices.update("d1", { name: "Kitchen", address: "10.0.0.7", lastUsedAt: 50 }));
  const changed = device("d1", { name: "Kitchen", address: "10.0.0.7", lastUsedAt: 50 });
  const { devices } = store.read;
  expect(await devices.byId("d1")).toEqual(changed);
  expect(await devices.byToken("hash of d1")).toMatchObject({ device: changed, person: { id: "p1", name: "Ada" } });
  await store.write((tx) => tx.devices.remove("d1"));
  expect(await devices.byToken("hash of d1")).toBeUndefined();
});

it("the devices of a person are listed by last use, and go at once with the person", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    const bob = { id: "p2", name: "Bob", role: "viewer", sees: "all", createdAt: 1 } as const;
    await tx.people.insert({ ...bob, lastSeenAt: null, revokedAt: null });
    await tx.devices.insert(device("d1"));
    await tx.devices.insert(device("d2", { lastUsedAt: 9 }));
    await tx.devices.insert(device("d3", { personId: "p2", lastUsedAt: 5 }));
  });
  const ids = async (person?: string) => (await store.read.devices.list(person)).map(({ id }) => id);
  expect([await ids("p1"), await ids()]).toEqual([
    ["d2", "d1"],
    ["d2", "d3", "d1"],
  ]);
  expect((await store.write((tx) => tx.devices.removeOf("p1"))).toSorted()).toEqual(["d1", "d2"]);
  expect(await ids()).toEqual(["d3"]);
});

it("browsers that nobody used since are removed; keys and others stay", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.devices.insert(device("old", { lastUsedAt: 99 }));
    await tx.devices.insert(device("used", { lastUsedAt: 100 }));
    await tx.devices.insert(device("key", { kind: "key", lastUsedAt: 1 }));
    await tx.devices.removeUnusedSince(100);
  });
  expect((await store.read.devices.list()).map(({ id }) => id)).toEqual(["used", "key"]);
});
