import { expect, it } from "vitest";
import { seededStore } from "../testing/store.ts";

it("what the hub keeps for itself is text under a name, the last one counts", async () => {
  const { store } = await seededStore();
  expect(await store.read.meta.get("starts")).toBeUndefined();
  await store.write((tx) => tx.meta.set("starts", "1"));
  await store.write((tx) => tx.meta.set("starts", "2"));
  expect(await store.read.meta.get("starts")).toBe("2");
  expect(await store.read.meta.get("store-id")).toMatch(/^[0-9a-f]{32}$/);
});
