import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestWorld } from "../testing/test-world.ts";
import { keepOpened } from "./keep-opened.ts";
import { lastOpened } from "./last-opened.ts";

describe("the session last opened in a folder", () => {
  it("counts in folders below, and a nearer one goes first", async () => {
    const world = createTestWorld();
    const top = world.cwd;
    await keepOpened(world, top, { id: "top", title: "Top" });
    await keepOpened(world, join(top, "a"), { id: "near", title: "Near" });
    expect(lastOpened({ ...world, cwd: join(top, "b", "c") })?.id).toBe("top");
    expect(lastOpened({ ...world, cwd: join(top, "a", "deep") })?.id).toBe("near");
    expect(lastOpened({ ...world, cwd: join(top, "..") })).toBeUndefined();
  });

  it("is the last one", async () => {
    const world = createTestWorld();
    await keepOpened(world, world.cwd, { id: "first", title: "First" });
    await keepOpened(world, world.cwd, { id: "second", title: "Second" });
    expect(lastOpened(world)?.id).toBe("second");
  });

  it("many that are opened at the same time are all kept", async () => {
    const world = createTestWorld();
    const folders = Array.from({ length: 20 }, (_, index) => join(world.cwd, String(index)));
    await Promise.all(folders.map((folder) => keepOpened(world, folder, { id: folder, title: "x" })));
    expect(folders.map((cwd) => lastOpened({ ...world, cwd })?.id)).toEqual(folders);
  });

  it("a folder named like a property of objects has none", () => {
    expect(lastOpened({ ...createTestWorld(), cwd: "__proto__" })).toBeUndefined();
  });
});
