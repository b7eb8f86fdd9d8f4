import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld, type TestWorld } from "../testing/test-world.ts";
import { problem } from "../testing/web-server.ts";

const session = "01890000-0000-7000-8000-000000000001";
const other = "01890000-0000-7000-8000-000000000002";
const env = { MUSTER_SESSION: session };

const outboxOf = (world: TestWorld, ...more: string[]) => {
  try {
    return readdirSync(join(world.env.MUSTER_HOME ?? "", "client", "outbox", ...more)).filter((name) =>
      name.endsWith(".json"),
    );
  } catch {
    return [];
  }
};

describe("muster post", () => {
  it("joins the words to a text and prints the message's id", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    expect(await world.run("post", "all", "tests", "pass")).toBe(0);
    expect(world.out.text).toBe("id-1\n");
    expect(hub.posted).toMatchObject([{ session, body: { text: "all tests pass" } }]);
    expect(hub.posted[0]?.key).toMatch(/^[\da-f-]{36}$/);
    expect(outboxOf(world)).toEqual([]);
  });

  it("takes a first word that is an id as the session", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await world.run("post", other, "hi");
    expect(hub.posted[0]).toMatchObject({ session: other, body: { text: "hi" } });
  });

  it("posts level, state and progress", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await world.run("post", "x", "--level", "urgent", "--state", "waiting", "--progress", "1/4");
    expect(hub.posted[0]?.body).toEqual({ text: "x", level: "urgent", state: "waiting", progress: 0.25 });
  });

  it("reads standard input for -, and a file after the words", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env, stdin: "from\nstdin\n" });
    await world.run("post", "-");
    writeFileSync(join(world.cwd, "a.md"), "\ufeff# file");
    await world.run("post", "See:", "--file", "a.md");
    writeFileSync(join(world.cwd, "b.txt"), Buffer.from("\ufeffwide", "utf16le"));
    await world.run("post", "--file", "b.txt");
    expect(hub.posted.map(({ body }) => body.text)).toEqual(["from\nstdin", "See:\n\n# file", "wide"]);
  });

  it("refuses at once what the hub would refuse", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    for (const words of [
      ["post"],
      ["post", session],
      ["post", " "],
      ["post", "x".repeat(64 * 1024 + 1)],
      ["post", "x", "--level", "loud"],
      ["post", "x", "--state", "fine"],
      ["post", "x", "--progress", "7/3"],
      ["post", "--file", "none.md"],
      ["post", "--file", "."],
      ["post", "x", "--attach", "a.png"],
    ]) {
      expect(await world.run(...words)).toBe(5);
    }
    expect(hub.seen).toEqual([]);
    expect(world.err.text).toContain("a.png can't be attached: there is no such file");
  });

  it("without a session says how to open one", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub);
    expect(await world.run("post", "hi")).toBe(5);
    expect(world.err.text).toContain("muster session");
  });

  it("an unknown session and a refused key are told, and nothing is kept", async () => {
    const hub = await startHubDouble();
    hub.before = () => problem(404, "not-found", "There is no session with this id here.");
    const world = createJoinedWorld(hub, { env });
    expect(await world.run("post", "hi")).toBe(5);
    hub.before = undefined;
    const stranger = createJoinedWorld(hub, { env }, "mk_bad");
    expect(await stranger.run("post", "hi")).toBe(3);
    expect(stranger.err.text).toContain("refused the key");
    expect([...outboxOf(world), ...outboxOf(stranger)]).toEqual([]);
  });
});

describe("a post that can't be delivered", () => {
  it("is kept, and sent in order before the next one", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    expect(await world.run("post", "one")).toBe(0);
    expect(await world.run("post", "two")).toBe(0);
    expect(world.out.text).toBe("");
    expect(world.err.text).toContain("2 waiting");
    await hub.start();
    expect(await world.run("post", "three")).toBe(0);
    expect(hub.posted.map(({ body }) => body.text)).toEqual(["one", "two", "three"]);
    expect(world.out.text).toBe("id-3\n");
    expect(world.err.text).toContain("sent 2 messages that had been kept");
    expect(outboxOf(world)).toEqual([]);
  });

  it("is kept when the hub has no room for it now", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    for (const [status, code] of [
      [429, "rate-limited"],
      [503, "unavailable"],
      [502, "x"],
    ] as const) {
      hub.before = () => problem(status, code);
      expect(await world.run("post", code)).toBe(0);
    }
    hub.before = undefined;
    await world.run("status");
    expect(hub.posted.map(({ body }) => body.text)).toEqual(["rate-limited", "unavailable", "x"]);
  });

  it("does not double when only its answer was lost", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.before = ({ method, path, idempotencyKey, body }) => {
      if (method !== "POST" || !path.endsWith("/messages")) return undefined;
      hub.posted.push({ session, key: idempotencyKey, body: body as never });
      return "drop";
    };
    await world.run("post", "once");
    hub.before = undefined;
    await world.run("post", "next");
    const keys = hub.posted.map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(2);
  });

  it("that the hub refuses for good later is put aside with the reason, and the next ones go on", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    await world.run("post", other, "lost");
    await world.run("post", "fine");
    await hub.start();
    hub.before = ({ path }) => (path.includes(other) ? problem(404, "not-found", "No such session.") : undefined);
    expect(await world.run("sessions")).toBe(0);
    expect(hub.posted.map(({ body }) => body.text)).toEqual(["fine"]);
    expect(world.err.text).toContain("a kept message was refused");
    expect(outboxOf(world)).toEqual([]);
    const [kept = ""] = outboxOf(world, "failed");
    const failed = join(world.env.MUSTER_HOME ?? "", "client", "outbox", "failed", kept);
    expect(readFileSync(failed, "utf8")).toContain("lost");
    expect(readFileSync(`${failed}.reason.txt`, "utf8")).toContain("No such session");
  });

  it("over which the hub stumbles three times is put aside", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    await world.run("post", other, "poison");
    await hub.start();
    hub.before = ({ path }) => (path.includes(other) ? problem(500, "unexpected") : undefined);
    await world.run("sessions");
    await world.run("sessions");
    expect(outboxOf(world)).toHaveLength(1);
    await world.run("sessions");
    expect([outboxOf(world).length, outboxOf(world, "failed").length]).toEqual([0, 1]);
  });

  it("waits while the key is refused", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    await world.run("post", "kept");
    await hub.start();
    hub.before = () => problem(401, "unauthorized");
    expect(await world.run("post", "not kept")).toBe(3);
    expect(outboxOf(world)).toHaveLength(1);
  });

  it("for another hub stays until that one is meant again", async () => {
    const [first, second] = await Promise.all([startHubDouble(), startHubDouble()]);
    const world = createJoinedWorld(first, { env });
    await first.stop();
    await world.run("post", "for the first");
    world.env.MUSTER_URL = second.url;
    expect(await world.run("post", "for the second")).toBe(0);
    expect(second.posted.map(({ body }) => body.text)).toEqual(["for the second"]);
    await first.start();
    world.env.MUSTER_URL = first.url;
    await world.run("status");
    expect(first.posted.map(({ body }) => body.text)).toEqual(["for the first"]);
  });

  it("several at once, after an outage, are each sent once", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    await world.run("post", "first");
    await hub.start();
    const codes = await Promise.all(Array.from({ length: 8 }, (_, index) => world.run("post", `p${index}`)));
    await world.run("status");
    expect(new Set(codes)).toEqual(new Set([0]));
    expect(hub.posted).toHaveLength(9);
    expect(hub.posted[0]?.body.text).toBe("first");
    expect(outboxOf(world)).toEqual([]);
  });

  it("tells a program that it was kept", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    await world.run("post", "x", "--json");
    expect(JSON.parse(world.out.text)).toEqual({ kept: true, waiting: 1 });
  });
});
