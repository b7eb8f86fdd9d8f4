import { EventEmitter } from "node:events";
import type { WebSocket } from "ws";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StreamFrame } from "#contract/stream.ts";
import { callerOf } from "../../testing/people.ts";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";

let hub: TestHub;
let from: { personId: string; deviceId: string };
beforeEach(async () => {
  hub = await startTestHub();
  const { id, device } = await callerOf(hub, await hub.person());
  from = { personId: id, deviceId: device?.id ?? "" };
});
afterEach(() => hub.close());

const MINUTE = 60_000;

/** A screen's end of the stream that keeps what it was sent. */
const connect = (since: number) => {
  const frames: StreamFrame[] = [];
  const socket = Object.assign(new EventEmitter(), {
    bufferedAmount: 0,
    send: (text: string) => frames.push(JSON.parse(text) as StreamFrame),
    close: () => {},
  });
  hub.server.stream.open(socket as unknown as WebSocket, from, since);
  return { types: () => frames.map((frame) => frame.type), leave: () => socket.emit("close") };
};

const post = async (text: string) => {
  const machine = await hub.machine();
  const session = await machine.session("Task");
  await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text } });
  hub.core.changes.flush();
};

test("a screen that comes back soon gets what it missed", async () => {
  const { stream } = hub.server;
  const since = stream.seq();
  connect(since).leave();
  hub.advance(10 * MINUTE);
  await post("while it was away");
  expect(connect(since).types()).toContain("message");
});

test("what came between the overview and the stream is not lost", async () => {
  const since = hub.server.stream.seq();
  await post("in between");
  expect(connect(since).types()).toContain("message");
});

test("nothing is kept for a screen that is long gone; it is told to start over", async () => {
  const { stream } = hub.server;
  const since = stream.seq();
  connect(since).leave();
  hub.advance(16 * MINUTE);
  await post("nobody looks");
  const screen = connect(since);
  expect(screen.types()).toEqual(["resync"]);
  await post("somebody looks");
  expect(screen.types()).toContain("message");
});
