import { expect, it } from "vitest";
import type { MachineRecord } from "../../core/records.ts";
import { seededStore } from "../testing/store.ts";

const machine = (over: Partial<MachineRecord>): MachineRecord => ({
  id: "m2",
  name: "build server",
  os: null,
  isLocal: false,
  keyHash: "hash of m2",
  joinedAt: 600,
  lastUsedAt: null,
  revokedAt: null,
  report: "tools",
  terminal: false,
  doctor: null,
  approvals: "beside",
  ...over,
});

it("machines are listed oldest first, without revoked ones, which are still found by id", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.machines.insert(machine({}));
    await tx.machines.insert(machine({ id: "m3", keyHash: "3", joinedAt: 400 }));
    await tx.machines.update("m2", { revokedAt: 700 });
  });
  expect((await store.read.machines.list()).map(({ id }) => id)).toEqual(["m3", "m1"]);
  expect(await store.read.machines.byId("m2")).toEqual(machine({ revokedAt: 700 }));
});

it("a patch renames, rotates and notes the last use", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.machines.update("m1", { name: "new", keyHash: "rotated", lastUsedAt: 900 }));
  expect(await store.read.machines.byId("m1")).toMatchObject({
    name: "new",
    keyHash: "rotated",
    lastUsedAt: 900,
    os: "linux",
  });
});

it("the hub's own machine is one; a revoked one makes room for another", async () => {
  const { store } = await seededStore();
  expect((await store.read.machines.local())?.id).toBe("m1");
  const second = machine({ isLocal: true });
  await expect(store.write((tx) => tx.machines.insert(second))).rejects.toMatchObject({
    code: "SQLITE_CONSTRAINT_UNIQUE",
  });
  await store.write(async (tx) => {
    await tx.machines.update("m1", { revokedAt: 800 });
    await tx.machines.insert(second);
  });
  expect((await store.read.machines.local())?.id).toBe("m2");
});
