import { expect, it } from "vitest";
import { seededStore } from "../testing/store.ts";

it("settings are kept as JSON values under their names, the last one counts", async () => {
  const { store } = await seededStore();
  expect(await store.read.settings.all()).toEqual({});
  await store.write(async (tx) => {
    await tx.settings.set("hubName", "first");
    await tx.settings.set("hubName", "Muster");
    await tx.settings.set("allowedHosts", ["a.example"]);
    await tx.settings.set("port", 0);
  });
  expect(await store.read.settings.all()).toEqual({ hubName: "Muster", allowedHosts: ["a.example"], port: 0 });
});
