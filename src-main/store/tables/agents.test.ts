import { expect, it } from "vitest";
import { seededStore } from "../testing/store.ts";

it("an agent is found by id, by name on its machine, and by the place its name was chosen for", async () => {
  const { agents } = (await seededStore()).store.read;
  const heron = {
    id: "a1",
    machineId: "m1",
    name: "SwiftHeron",
    kind: "claude",
    version: "2.1",
    folder: "/src",
    isNameGiven: false,
  };
  expect(await agents.byId("a1")).toEqual(heron);
  expect(await agents.byName("m1", "SwiftHeron")).toEqual(heron);
  expect(await agents.byName("m2", "SwiftHeron")).toBeUndefined();
  expect(await agents.byPlace("m1", "claude", "/src")).toEqual(heron);
  expect(await agents.byPlace("m1", "codex", "/src")).toBeUndefined();
  expect(await agents.byPlace("m1", "claude", null)).toBeUndefined();
});

it("a place without kind and folder is a place too", async () => {
  const { store } = await seededStore();
  await store.write((tx) =>
    tx.agents.insert({
      id: "a2",
      machineId: "m1",
      name: "CalmOtter",
      kind: null,
      version: null,
      folder: null,
      isNameGiven: false,
    }),
  );
  expect((await store.read.agents.byPlace("m1", null, null))?.name).toBe("CalmOtter");
});

it("an agent that named itself has no place", async () => {
  const { store } = await seededStore();
  await store.write((tx) =>
    tx.agents.insert({
      id: "a2",
      machineId: "m1",
      name: "Bot",
      kind: "ci",
      version: null,
      folder: null,
      isNameGiven: true,
    }),
  );
  expect(await store.read.agents.byPlace("m1", "ci", null)).toBeUndefined();
  expect((await store.read.agents.list("m1")).map(({ name }) => name)).toEqual(["Bot", "SwiftHeron"]);
});

it("a name is there once on a machine, and kind and version may change", async () => {
  const { store } = await seededStore();
  const twin = {
    id: "a2",
    machineId: "m1",
    name: "SwiftHeron",
    kind: null,
    version: null,
    folder: null,
    isNameGiven: true,
  };
  await expect(store.write((tx) => tx.agents.insert(twin))).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_UNIQUE" });
  await store.write((tx) => tx.agents.update("a1", { version: "3.0" }));
  expect(await store.read.agents.byId("a1")).toMatchObject({ kind: "claude", version: "3.0" });
  expect((await store.read.sessions.byId("s1"))?.agent.version).toBe("3.0");
});
