import { expect, it } from "vitest";
import { message, seededStore } from "../testing/store.ts";

const answer = {
  machineId: "m1",
  key: "k",
  requestHash: "h",
  result: { message: { id: "x1" }, list: [1, null] },
  at: 100,
};

it("the first answer is kept for the machine and key it was given to", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.idempotency.insert(answer));
  expect(await store.read.idempotency.find("m1", "k")).toEqual(answer);
  expect(await store.read.idempotency.find("m2", "k")).toBeUndefined();
  expect(await store.read.idempotency.find("m1", "other")).toBeUndefined();
});

it("a second answer to the same key is refused together with what it came with", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.idempotency.insert(answer));
  const again = store.write(async (tx) => {
    await tx.messages.append(message("x1"));
    await tx.idempotency.insert(answer);
  });
  await expect(again).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
  expect(await store.read.messages.byId("x1")).toBeUndefined();
});

it("a person's key is kept like a machine's", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.idempotency.insert({ ...answer, machineId: "p1" }));
  expect(await store.read.idempotency.find("p1", "k")).toMatchObject({ requestHash: "h" });
});

it("answers are removed one by one, and all of before a time", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    for (const at of [98, 99, 100]) await tx.idempotency.insert({ ...answer, key: `k${at}`, at });
    await tx.idempotency.remove("m1", "k98");
    await tx.idempotency.removeBefore(100);
  });
  const found = await Promise.all(["k98", "k99", "k100"].map((key) => store.read.idempotency.find("m1", key)));
  expect(found.map((record) => record?.key)).toEqual([undefined, undefined, "k100"]);
});

it("work without a result is kept as one", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.idempotency.insert({ ...answer, result: undefined }));
  expect(await store.read.idempotency.find("m1", "k")).toMatchObject({ result: null });
});
