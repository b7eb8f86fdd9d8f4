import { describe, expect, it } from "vitest";
import { sessionOf, startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld } from "../testing/test-world.ts";
import { problem } from "../testing/web-server.ts";

const session = "01890000-0000-7000-8000-000000000001";
const env = { MUSTER_SESSION: session };

const messageOf = (seq: number, fields: object = {}) => ({
  id: `m${seq}`,
  seq,
  kind: "post",
  from: { type: "agent", id: "a", name: "SwiftHeron", role: null },
  text: `text ${seq}`,
  level: "info",
  quote: null,
  createdAt: "2026-01-02T03:04:05.678Z",
  receipt: null,
  attachments: [],
  ...fields,
});

describe("muster sessions", () => {
  it("in a pipe separates plain columns by tabs", async () => {
    const hub = await startHubDouble();
    const item = sessionOf({ title: "Tab\there\nand \u001b[31mred" });
    hub.before = () => ({ status: 200, body: { items: [item], next: null } });
    const world = createJoinedWorld(hub);
    expect(await world.run("sessions", "--state", "working")).toBe(0);
    expect(world.out.text).toBe(
      `${item.id}\tworking\tTab here and red\tSwiftHeron\t/src/api\t2026-01-02T03:04:05.678Z\n`,
    );
    expect(hub.seen[0]?.query.get("state")).toBe("working");
  });

  it("on a terminal is a table, without escape sequences of others", async () => {
    const hub = await startHubDouble();
    hub.before = () => ({ status: 200, body: { items: [sessionOf({ title: "a\u001b]0;x\u0007b" })], next: null } });
    const world = createJoinedWorld(hub, { isTerminal: true, env: { NO_COLOR: "1" } });
    await world.run("sessions");
    expect(world.out.text).toMatch(/^working {2}ab {2}SwiftHeron {2}\w+ {2}[\da-f-]{36}\n$/);
  });

  it("reads as many pages as are asked for", async () => {
    const hub = await startHubDouble();
    hub.before = ({ query }) => {
      const from = Number(query.get("before") ?? 0);
      const items = Array.from({ length: Number(query.get("limit")) }, () => sessionOf());
      return { status: 200, body: { items, next: String(from + items.length) } };
    };
    const world = createJoinedWorld(hub);
    await world.run("sessions", "--limit", "250", "--json");
    expect(JSON.parse(world.out.text)).toHaveLength(250);
    expect(hub.seen.map(({ query }) => [query.get("limit"), query.get("before")])).toEqual([
      ["200", null],
      ["50", "200"],
    ]);
  });
});

describe("muster log", () => {
  it("shows the newest messages, newest last, over several pages", async () => {
    const hub = await startHubDouble();
    hub.before = ({ query }) => {
      const before = Number(query.get("before") ?? 301);
      const limit = Number(query.get("limit"));
      const items = Array.from({ length: limit }, (_, index) => messageOf(before - limit + index));
      return { status: 200, body: { items, next: String(before - limit) } };
    };
    const world = createJoinedWorld(hub, { env });
    await world.run("log", "--last", "250", "--json");
    const seqs = (JSON.parse(world.out.text) as { seq: number }[]).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 250 }, (_, index) => 51 + index));
  });

  it("shows who, when, quote, files and receipt; in a pipe the text as it is", async () => {
    const hub = await startHubDouble();
    const reply = messageOf(2, {
      kind: "reply",
      from: { type: "person", id: "p", name: "Ann", role: "owner" },
      text: "no\n\u001b[2J",
      quote: { seq: 1, text: "text 1" },
      receipt: { state: "taken" },
      attachments: [{ id: "f", name: "a\u001b[2J.txt" }],
    });
    hub.before = () => ({ status: 200, body: { items: [messageOf(1, { level: "urgent" }), reply], next: null } });
    const piped = createJoinedWorld(hub, { env });
    await piped.run("log");
    expect(piped.out.text).toBe(
      "2026-01-02T03:04:05.678Z  SwiftHeron  urgent\n  text 1\n" +
        "2026-01-02T03:04:05.678Z  Ann  taken up\n  > text 1\n  no\n  \u001b[2J\n  [file a.txt]\n",
    );
    const shown = createJoinedWorld(hub, { env: { ...env, NO_COLOR: "1" }, isTerminal: true });
    await shown.run("log");
    expect(shown.out.text).not.toContain("\u001b");
  });

  it("refuses a number of messages that is none", async () => {
    const hub = await startHubDouble();
    expect(await createJoinedWorld(hub, { env }).run("log", "--last", "0")).toBe(5);
    expect(hub.seen).toEqual([]);
  });
});

describe("muster close", () => {
  it("closes the session with a note, and prints nothing in a pipe", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    expect(await world.run("close", "--note", "bye")).toBe(0);
    expect(hub.seen[0]).toMatchObject({ path: `/v1/sessions/${session}/close`, body: { note: "bye" } });
    expect(world.out.text).toBe("");
  });
});

describe("muster status", () => {
  it("shows hub, machine, session and outbox", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    expect(await world.run("status")).toBe(0);
    for (const part of [`Muster · 9.9.9 · ${hub.url}`, "reachable", "studio", "Fix it · working", "empty"]) {
      expect(world.out.text).toContain(part);
    }
  });

  it("ends with 2 when the hub is away, and shows what is known here", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    await world.run("post", "waits");
    expect(await world.run("status", "--json")).toBe(2);
    expect(JSON.parse(world.out.text)).toMatchObject({
      hub: { url: hub.url, reachable: false },
      session: { id: session },
      outbox: { waiting: 1 },
      problem: expect.stringContaining("nothing answers there"),
    });
  });

  it("ends with 3 when the key is refused, and still counts a session that is gone", async () => {
    const hub = await startHubDouble();
    expect(await createJoinedWorld(hub, { env }, "mk_bad").run("status")).toBe(3);
    hub.before = ({ path }) => (path.startsWith("/v1/sessions/") ? problem(404, "not-found") : undefined);
    const world = createJoinedWorld(hub, { env });
    expect(await world.run("status")).toBe(0);
    expect(world.out.text).toContain(session);
  });
});
