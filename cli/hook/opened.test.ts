import { join } from "node:path";
import { expect, test } from "vitest";
import { lastOpened } from "../config/last-opened.ts";
import { createTestWorld } from "../testing/test-world.ts";
import { keepOpenedByHook } from "./opened.ts";

const startHook = () => {
  const world = createTestWorld();
  const target = { folder: join(world.env.MUSTER_HOME ?? "", "client") };
  const folder = world.cwd;
  const hear = async (
    event: "started" | "prompted",
    id: string,
    more: { subagent?: boolean; begins?: boolean } = {},
  ) => {
    await keepOpenedByHook({ reading: { event, folder, ...more }, target, world }, { id, title: id });
    return lastOpened(world)?.id;
  };
  return { hear };
};

test("the session of an agent that starts is the one last opened in its folder", async () => {
  const { hear } = startHook();
  expect(await hear("started", "first")).toBe("first");
  expect(await hear("started", "second")).toBe("second");
  expect(await hear("started", "a-subagent", { subagent: true })).toBe("second");
});

test("a prompt counts only where nothing was opened yet", async () => {
  const { hear } = startHook();
  expect(await hear("prompted", "first")).toBe("first");
  expect(await hear("prompted", "second")).toBe("first");
});

test("a prompt of an agent that tells of no start is a start", async () => {
  const { hear } = startHook();
  expect(await hear("prompted", "first", { begins: true })).toBe("first");
  expect(await hear("prompted", "second", { begins: true })).toBe("second");
});
