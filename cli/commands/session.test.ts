import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld } from "../testing/test-world.ts";

describe("muster session", () => {
  it("opens the session of a title and prints its id", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub);
    expect(await world.run("session", "Fix", "the parser")).toBe(0);
    expect(world.out.text).toMatch(/^[\da-f-]{36}\n$/);
    expect(hub.seen[0]?.body).toEqual({ title: "Fix the parser", agent: {}, folder: world.cwd });
  });

  it("tells agent, kind, folder, branch and the agent's own id", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub);
    mkdirSync(join(world.cwd, "api", ".git"), { recursive: true });
    writeFileSync(join(world.cwd, "api", ".git", "HEAD"), "ref: refs/heads/main\n");
    await world.run("session", "T", "--agent", "Ada", "--kind", "script", "--folder", "api", "--external-id", "x1");
    await world.run("session", "T", "--folder", "api", "--branch", "other");
    expect(hub.seen[0]?.body).toEqual({
      title: "T",
      agent: { name: "Ada", kind: "script" },
      folder: join(world.cwd, "api"),
      branch: "main",
      externalId: "x1",
    });
    expect(hub.seen[1]?.body).toMatchObject({ branch: "other" });
  });

  it("is the session of later verbs in this folder and below", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub);
    await world.run("session", "Here");
    const id = world.out.text.trim();
    world.cwd = join(world.cwd, "src");
    await world.run("post", "hi");
    expect(hub.posted[0]?.session).toBe(id);
  });

  it("prints the whole answer as JSON", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub);
    await world.run("session", "T", "--json");
    expect(JSON.parse(world.out.text)).toMatchObject({ session: { title: "T" }, created: true, reopened: false });
  });

  it("on a terminal says beside the id what became of it", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { isTerminal: true });
    await world.run("session", "T");
    expect(world.err.text).toContain("“T” made");
    expect(world.out.text).toMatch(/^[\da-f-]{36}\n$/);
  });

  it("needs a title, and a hub", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub);
    expect(await world.run("session", " ")).toBe(5);
    await hub.stop();
    expect(await world.run("session", "T")).toBe(2);
    expect(world.err.text).toContain("nothing answers there");
  });
});
