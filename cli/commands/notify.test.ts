import { describe, expect, it } from "vitest";
import { sessionOf, startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld, createTestWorld } from "../testing/test-world.ts";
import type { Answer } from "../testing/web-server.ts";

const items = [
  sessionOf({ title: "Fix the\ncart", attention: "question", stateNote: null }),
  sessionOf({ title: "Release", attention: null, stateNote: null }),
  sessionOf({ title: "Deploy ###[fg=red]now\x1b[2J", attention: "waiting", stateNote: "Permission asked: Bash: make" }),
];

const startWaiting = async () => {
  const hub = await startHubDouble();
  hub.before = () => ({ status: 200, body: { items, next: null } });
  const world = createJoinedWorld(hub);
  world.pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  return { hub, world };
};

describe("muster notify", () => {
  it("names what waits for a person, and nothing that could steer a terminal or tmux", async () => {
    const { world } = await startWaiting();
    expect(await world.run("notify")).toBe(0);
    expect(world.out.text).toBe(
      "question\tFix the cart\tSwiftHeron\nwaiting\tDeploy [fg=red]now\tSwiftHeron\tPermission asked: Bash: make\n",
    );
  });

  it("fits on one line", async () => {
    const { world } = await startWaiting();
    await world.run("notify", "--oneline");
    expect(world.out.text).toBe("2 waiting: Fix the cart?, Deploy [fg=red]now\n");
  });

  it("asks the hub once in five seconds", async () => {
    const { hub, world } = await startWaiting();
    let now = Date.now();
    world.now = () => now;
    await world.run("notify", "--oneline");
    now += 4000;
    await world.run("notify", "--json");
    expect(hub.seen).toHaveLength(1);
    expect(JSON.parse(world.out.text.split("\n")[1] ?? "")).toMatchObject([{ why: "question" }, { why: "waiting" }]);
    now += 2000;
    await world.run("notify");
    expect(hub.seen).toHaveLength(2);
  });

  it("is empty and ends well when nothing waits, the hub is away, or there is none", async () => {
    const { hub, world } = await startWaiting();
    hub.before = () => ({ status: 200, body: { items: [], next: null } });
    expect(await world.run("notify", "--oneline")).toBe(0);
    const away = createJoinedWorld(hub);
    await hub.stop();
    const stranger = createTestWorld();
    for (const other of [away, stranger]) expect(await other.run("notify", "--oneline")).toBe(0);
    expect([world, away, stranger].map(({ out, err }) => out.text + err.text)).toEqual(["", "", ""]);
    await away.run("notify", "--json");
    expect(away.out.text).toBe("[]\n");
  });

  it("does not wait for a hub that does not answer", async () => {
    const { hub } = await startWaiting();
    const world = createJoinedWorld(hub); // Its pauses are short.
    const { promise, resolve } = Promise.withResolvers<Answer>();
    hub.before = () => promise;
    expect(await world.run("notify")).toBe(0);
    expect(world.out.text).toBe("");
    resolve({ status: 200, body: { items, next: null } });
  });
});
