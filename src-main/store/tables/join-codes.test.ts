import { expect, it } from "vitest";
import { seededStore } from "../testing/store.ts";

const code = (codeHash: string, over: object = {}) => ({
  codeHash,
  prefix: "ABCD",
  createdAt: 100,
  expiresAt: 700,
  triesLeft: 5,
  usedAt: null,
  ...over,
});

it("a code is found by its first characters and counts its tries down", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.joinCodes.insert(code("h1")));
  expect(await store.read.joinCodes.byPrefix("ABCD")).toEqual(code("h1"));
  await store.write((tx) => tx.joinCodes.update("h1", { triesLeft: 4, usedAt: 300 }));
  expect(await store.read.joinCodes.byPrefix("ABCD")).toEqual(code("h1", { triesLeft: 4, usedAt: 300 }));
  expect(await store.read.joinCodes.byPrefix("ZZZZ")).toBeUndefined();
});

it("of two with the same beginning, the unused and then the newer one is meant", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.joinCodes.insert(code("used", { createdAt: 300, usedAt: 310 }));
    await tx.joinCodes.insert(code("older", { createdAt: 100 }));
    await tx.joinCodes.insert(code("newer", { createdAt: 200 }));
  });
  expect((await store.read.joinCodes.byPrefix("ABCD"))?.codeHash).toBe("newer");
});

it("codes that ended before a time are removed", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.joinCodes.insert(code("h1", { prefix: "OLD1", expiresAt: 99 }));
    await tx.joinCodes.insert(code("h2", { prefix: "NEW1", expiresAt: 100 }));
    await tx.joinCodes.removeExpired(100);
  });
  expect(await store.read.joinCodes.byPrefix("OLD1")).toBeUndefined();
  expect(await store.read.joinCodes.byPrefix("NEW1")).toBeDefined();
});
