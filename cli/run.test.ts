import { describe, expect, it } from "vitest";
import { createTestWorld } from "./testing/test-world.ts";
import { verbs } from "./verbs.ts";

describe("the command line", () => {
  it("without a verb lists all verbs", async () => {
    const world = createTestWorld();
    expect(await world.run()).toBe(0);
    for (const name of Object.keys(verbs)) expect(world.out.text).toContain(`\n  ${name} `);
  });

  it("tells of a verb by help VERB, --help and -h, also among other words", async () => {
    const pages = await Promise.all(
      [
        ["help", "post"],
        ["post", "--help"],
        ["post", "hello", "-h"],
      ].map(async (words) => {
        const world = createTestWorld();
        expect(await world.run(...words)).toBe(0);
        return world.out.text;
      }),
    );
    expect(pages[0]).toContain("--level LEVEL");
    expect(new Set(pages).size).toBe(1);
  });

  it("suggests the verb that was meant", async () => {
    const world = createTestWorld();
    expect(await world.run("pots", "hi")).toBe(5);
    expect(world.err.text).toContain("did you mean “post”?");
    expect(world.out.text).toBe("");
  });

  it("an inherited name of objects is no verb", async () => {
    expect(await createTestWorld().run("toString")).toBe(5);
  });

  it("says its version", async () => {
    const world = createTestWorld();
    expect(await world.run("--version")).toBe(0);
    expect(world.out.text).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("a machine that has not joined is told to join", async () => {
    const world = createTestWorld();
    expect(await world.run("post", "hi")).toBe(3);
    expect(world.err.text).toContain("muster join URL");
  });

  it("ends quietly when nobody reads its output any more", async () => {
    const world = createTestWorld();
    const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const stdout = { ...world.stdout, write: () => Promise.reject(gone) };
    const { runCommandLine } = await import("./run.ts");
    expect(await runCommandLine(["help"], { ...world, stdout })).toBe(0);
    expect(world.err.text).toBe("");
  });
});
