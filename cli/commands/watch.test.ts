import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { runCommandLine } from "../run.ts";
import { type HubDouble, sessionOf, startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld, type TestWorld } from "../testing/test-world.ts";
import { problem } from "../testing/web-server.ts";

const session = "01890000-0000-7000-8000-000000000001";
const env = { MUSTER_SESSION: session };

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
};
const asked = (hub: HubDouble) => hub.seen.filter(({ path }) => path.endsWith("/replies")).length;
const lines = (world: TestWorld) =>
  world.out.text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { text: string; stop: boolean });

describe("muster watch", () => {
  it("waits, prints the reply and acknowledges it", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const watching = world.run("watch");
    await until(() => asked(hub) === 1);
    hub.reply({ id: "r1", text: "Keep the alias", quote: { seq: 3, text: "two\nlines" } });
    expect(await watching).toBe(0);
    expect(world.out.text).toBe("> two\n> lines\nKeep the alias\n");
    expect(hub.acknowledged).toEqual([["r1"]]);
    expect(hub.seen[0]?.query.get("wait")).toBe("300");
    expect(hub.seen[0]?.query.get("carrier")).toBe("watch");
  });

  it("prints all that are due, a blank line between", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.reply({ id: "r1", text: "one" }, { id: "r2", text: "two" });
    expect(await world.run("watch")).toBe(0);
    expect(world.out.text).toBe("one\n\ntwo\n");
    expect(hub.acknowledged).toEqual([["r1", "r2"]]);
  });

  it("ends with 10 for the stop word, its text printed first", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.reply({ id: "r1", text: "commit, then leave", stop: true });
    expect(await world.run("watch")).toBe(10);
    expect(world.out.text).toBe("commit, then leave\n");
    hub.reply({ id: "r2", text: "", stop: true });
    expect(await world.run("watch")).toBe(10);
    expect(world.out.text).toBe("commit, then leave\n");
    expect(hub.acknowledged).toEqual([["r1"], ["r2"]]);
  });

  it("prints what a slash word asks for, also when it stands alone", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.reply({ id: "r1", text: "", command: "status" }, { id: "r2", text: "wrong branch", command: "interrupt" });
    expect(await world.run("watch")).toBe(0);
    expect(world.out.text).toMatch(/^Please post a short status now: .+\n\nInterrupt: .+\nwrong branch\n$/);
    expect(hub.acknowledged).toEqual([["r1", "r2"]]);
  });

  it("does not acknowledge what could not be printed", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.reply({ text: "unread" });
    const closed = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const stdout = { ...world.stdout, write: () => Promise.reject(closed) };
    expect(await runCommandLine(["watch"], { ...world, stdout })).toBe(0);
    expect(hub.acknowledged).toEqual([]);
  });

  it("gives up with 6 when the time is over", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    expect(await world.run("watch", "--timeout", "0")).toBe(6);
    expect(await world.run("watch", "--timeout", "0.2")).toBe(6);
    expect(hub.seen.map(({ query }) => query.get("wait")).slice(0, 2)).toEqual(["0", "1"]);
  });

  it("ends at once with 130 at Ctrl-C", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const watching = world.run("watch");
    await until(() => asked(hub) === 1);
    world.interrupt();
    expect(await watching).toBe(130);
    expect(world.err.text).toBe("");
  });

  it("ends with 3 when the key is revoked, and with 5 for an unknown session", async () => {
    const hub = await startHubDouble();
    expect(await createJoinedWorld(hub, { env }, "mk_bad").run("watch")).toBe(3);
    hub.before = () => problem(404, "not-found");
    expect(await createJoinedWorld(hub, { env }).run("watch")).toBe(5);
    expect(await createJoinedWorld(hub, { env }).run("watch", "word")).toBe(5);
  });

  it("waits for a hub that is away, and says so once", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const pauses: number[] = [];
    const slow = { ...world, pause: (milliseconds: number) => world.pause(pauses.push(milliseconds)) };
    const watching = runCommandLine(["watch"], slow);
    await until(() => asked(hub) === 1);
    await hub.stop();
    await until(() => pauses.length === 4);
    await hub.start();
    await until(() => asked(hub) === 2);
    hub.reply({ id: "r1", text: "back" });
    expect(await watching).toBe(0);
    expect(world.out.text).toBe("back\n");
    expect(world.err.text.match(/Trying again/g)).toHaveLength(1);
    expect(world.err.text).toContain("the hub answers again");
  });

  it("does not ask without pause when answers come back empty at once", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const pauses: number[] = [];
    const slow = { ...world, pause: (milliseconds: number) => world.pause(pauses.push(milliseconds) && milliseconds) };
    hub.before = () => ({ status: 200, body: { items: [], stop: false } });
    const watching = runCommandLine(["watch"], slow);
    await until(() => pauses.length === 4);
    world.interrupt();
    await watching;
    expect(pauses[3]).toBeGreaterThan((pauses[0] ?? 0) * 2);
  });

  it("asks to slow down are heeded", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const pauses: number[] = [];
    const noted = { ...world, pause: (milliseconds: number) => world.pause(pauses.push(milliseconds)) };
    hub.before = () => {
      hub.before = undefined;
      hub.reply({ text: "later" });
      return { ...problem(429, "rate-limited"), headers: { "retry-after": "7" } };
    };
    expect(await runCommandLine(["watch"], noted)).toBe(0);
    expect(pauses).toEqual([7000]);
  });
});

describe("muster watch --follow", () => {
  it("prints one JSON object a line, and goes on until the stop word", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const watching = world.run("watch", "--follow");
    for (const text of ["one\nmore", "two"]) {
      hub.reply({ text });
      await until(() => world.out.text.includes(JSON.stringify(text)));
    }
    hub.reply({ text: "", stop: true });
    expect(await watching).toBe(10);
    expect(lines(world).map(({ text, stop }) => [text, stop])).toEqual([
      ["one\nmore", false],
      ["two", false],
      ["", true],
    ]);
    expect(Object.keys(lines(world)[0] ?? {})).toEqual(
      expect.arrayContaining(["id", "seq", "text", "stop", "from", "quote", "createdAt"]),
    );
    expect(hub.acknowledged).toHaveLength(3);
  });

  it("a reply that is given again was printed once, and is acknowledged again", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.before = ({ path }) => (path.endsWith("/ack") ? problem(404, "not-found") : undefined);
    const watching = world.run("watch", "--follow");
    hub.reply({ id: "r1", text: "once" });
    await until(() => world.err.text.includes("could not be acknowledged"));
    hub.before = undefined;
    hub.reply({ id: "r1", text: "once" });
    await until(() => hub.acknowledged.length === 1);
    hub.reply({ id: "r2", text: "", stop: true });
    expect(await watching).toBe(10);
    expect(lines(world).map(({ text }) => text)).toEqual(["once", ""]);
    expect(hub.acknowledged).toEqual([["r1"], ["r2"]]);
  });

  it("an acknowledgement that can't be delivered is kept and sent at the next contact", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.before = ({ path }) => (path.endsWith("/ack") ? "drop" : undefined);
    hub.reply({ id: "r1", text: "read" });
    expect(await world.run("watch")).toBe(0);
    expect(world.err.text).toContain("acknowledgement is kept");
    hub.before = undefined;
    expect(await world.run("sessions")).toBe(0);
    expect(hub.acknowledged).toEqual([["r1"]]);
  });

  it("sends what others had to keep once the hub is back", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const watching = world.run("watch", "--follow");
    await until(() => asked(hub) === 1);
    await hub.stop();
    await world.run("post", "kept meanwhile");
    await hub.start();
    await until(() => hub.posted.length === 1);
    hub.reply({ stop: true });
    expect(await watching).toBe(10);
  });

  it("ends with 3 when the key is revoked in the middle", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const watching = world.run("watch", "--follow");
    await until(() => asked(hub) === 1);
    hub.before = () => problem(401, "unauthorized");
    hub.reply({ text: "last" });
    expect(await watching).toBe(3);
  });
});

describe("muster watch --ack-stdin", () => {
  const external = "--external-id=agent-1";
  const start = async (hub: HubDouble, ...more: string[]) => {
    const input = new PassThrough();
    const world = createJoinedWorld(hub);
    const wide = { ...world, stdin: () => input };
    const watching = runCommandLine(["watch", "--follow", "--ack-stdin", "--carrier=plugin", external, ...more], wide);
    return { input, world, watching };
  };
  const known = sessionOf({ id: session, externalId: "agent-1" });

  it("asks as the carrier it is told, for the session of the agent's own id, and acknowledges what it is told", async () => {
    const hub = await startHubDouble();
    hub.before = ({ path }) => (path === "/v1/sessions" ? { status: 200, body: { items: [known] } } : undefined);
    const { input, world, watching } = await start(hub);
    await until(() => asked(hub) === 1);
    hub.reply({ id: "r1", text: "go on" }, { id: "r2", text: "", stop: true });
    await until(() => lines(world).length === 2);
    expect(hub.acknowledged).toEqual([]);
    input.write('{"id":"r1"}\nnonsense\n{"id":"r2","outcome":"failed","note":"no such pane"}\n');
    await until(() => hub.acknowledged.length === 2);
    input.end();
    expect(await watching).toBe(0);
    expect(hub.seen.find(({ path }) => path === "/v1/sessions")?.query.get("externalId")).toBe("agent-1");
    expect(hub.seen.find(({ path }) => path.endsWith("/replies"))?.query.get("carrier")).toBe("plugin");
    expect(hub.seen.filter(({ path }) => path.endsWith("/ack")).map(({ body }) => body)).toEqual([
      { ids: ["r1"] },
      { ids: ["r2"], outcome: "failed", note: "no such pane" },
    ]);
    expect(world.err.text).toContain("no acknowledgement");
  });

  it("ends with its standard input while it waits, and hangs up", async () => {
    const hub = await startHubDouble();
    hub.before = ({ path }) => (path === "/v1/sessions" ? { status: 200, body: { items: [known] } } : undefined);
    const { input, watching } = await start(hub);
    await until(() => asked(hub) === 1);
    input.end();
    expect(await watching).toBe(0);
    await hub.seen.find(({ path }) => path.endsWith("/replies"))?.gone;
  });

  it("says what a model is to read, and that the session is done when its standard input ends", async () => {
    const hub = await startHubDouble();
    hub.before = ({ path }) => (path === "/v1/sessions" ? { status: 200, body: { items: [known] } } : undefined);
    const { input, world, watching } = await start(hub, "--done-at-end");
    hub.reply({ text: "go on" });
    await until(() => lines(world).length === 1);
    expect(lines(world)[0]).toMatchObject({ forModel: "[Muster · Ann (owner)] go on" });
    input.end();
    await watching;
    expect(hub.seen.filter(({ method }) => method === "PATCH").map(({ path, body }) => [path, body])).toEqual([
      [`/v1/sessions/${session}`, { state: "done" }],
    ]);
  });

  it("waits for a session whose first sign is still on its way", async () => {
    const hub = await startHubDouble();
    let items: unknown[] = [];
    hub.before = ({ path }) => (path === "/v1/sessions" ? { status: 200, body: { items } } : undefined);
    const { input, watching } = await start(hub);
    await until(() => hub.seen.length === 2);
    items = [known];
    await until(() => asked(hub) === 1);
    input.end();
    expect(await watching).toBe(0);
  });

  it("ends with its standard input also before the session is there", async () => {
    const hub = await startHubDouble();
    hub.before = ({ path }) => (path === "/v1/sessions" ? { status: 200, body: { items: [] } } : undefined);
    const { input, watching } = await start(hub);
    await until(() => hub.seen.length > 1);
    input.end();
    expect(await watching).toBe(0);
  });

  it("refuses a carrier that is none, and two sessions", async () => {
    const hub = await startHubDouble();
    expect(await createJoinedWorld(hub).run("watch", session, "--carrier", "pigeon")).toBe(5);
    expect(await createJoinedWorld(hub).run("watch", session, external)).toBe(5);
  });

  it("gives up with 6 when the session does not appear in time", async () => {
    const hub = await startHubDouble();
    expect(await createJoinedWorld(hub).run("watch", external, "--timeout", "0.05")).toBe(6);
  });
});
