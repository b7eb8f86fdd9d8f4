import { expect, test } from "vitest";
import type { DeviceRecord, PersonRecord } from "../records.ts";
import { createKnownDevices } from "./known-devices.ts";

const device: DeviceRecord = {
  id: "d1",
  tokenHash: "hash",
  personId: "p1",
  kind: "key",
  name: "laptop",
  address: null,
  createdAt: 1,
  lastUsedAt: 1,
};
const person: PersonRecord = {
  id: "p1",
  name: "Ada",
  role: "owner",
  sees: "all",
  createdAt: null,
  lastSeenAt: null,
  revokedAt: null,
};

/** Devices on a disk that gives what it has read only when it is told to. */
const slowDisk = () => {
  const reads: (() => void)[] = [];
  let kept: DeviceRecord | undefined = device;
  return {
    reads,
    remove: () => (kept = undefined),
    byToken: () => {
      const found = kept && { device: { ...kept }, person };
      return new Promise<typeof found>((resolve) => reads.push(() => resolve(found)));
    },
  };
};

test("a device that was ended while it was being read is not remembered", async () => {
  const disk = slowDisk();
  const known = createKnownDevices(disk);
  const found = known.find("hash");
  disk.remove();
  known.forget(["d1"]);
  disk.reads.shift()?.();
  await Promise.resolve();
  await Promise.resolve();
  disk.reads.shift()?.();
  expect(await found).toBeUndefined();
  expect(known.isKnown("d1")).toBe(false);
});

test("two who read a device at the same moment hold the same one", async () => {
  const disk = slowDisk();
  const known = createKnownDevices(disk);
  const both = [known.find("hash"), known.find("hash")];
  for (const read of disk.reads) read();
  const [one, other] = await Promise.all(both);
  expect(one).toBe(other);
  known.rename("d1", "tablet");
  expect(one?.name).toBe("tablet");
  expect(await known.find("hash")).toBe(one);
});
