import { expect, test } from "vitest";
import type { Change } from "../../core/changes.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { openScreen } from "../../testing/screen.ts";
import { someTurns, until } from "../../testing/turns.ts";

const MIB = 1024 * 1024;

test("a page that stops reading is sent a bounded amount, then told to start over, and goes on live", async () => {
  const hub = await ownHub();
  const host = await hub.listen();
  const { cookie } = await hub.person();
  const machine = await hub.machine();
  const session = await machine.session("Flood");
  const post = (text: string) => machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text } });
  await post("x".repeat(60_000));
  const [message] = await hub.core.store.read.messages.page(session.id, { limit: 1 });
  const record = await hub.core.store.read.sessions.byId(session.id);
  if (message === undefined || record === undefined) throw new Error("nothing was posted");
  const change: Change = { type: "message", message, session: record, stateBefore: record.state };

  const slow = await openScreen({ host, cookie });
  slow.socket.pause();
  const quick = await openScreen({ host, cookie });
  const buffered = () => Array.from(hub.server.app.websocketServer.clients, ({ bufferedAmount }) => bufferedAmount);
  let most = 0;
  for (let batch = 0; batch < 60; batch += 1) {
    hub.core.changes.publish(...Array.from({ length: 10 }, () => change));
    await someTurns(2);
    most = Math.max(most, ...buffered());
  }
  expect(most).toBeGreaterThan(3 * MIB);
  expect(most).toBeLessThan(6 * MIB);

  // Those who read are not held up, and posting is not.
  expect((await post("still alive")).statusCode).toBe(201);
  await until(() => quick.frames.some((frame) => frame.type === "message" && frame.message.text === "still alive"));

  slow.socket.resume();
  const resync = await slow.first("resync");
  expect(resync.seq).toBe(hub.server.stream.seq());
  const told = slow.frames.filter(({ type }) => type === "message").map(({ seq }) => seq);
  expect(told).toEqual(Array.from({ length: told.length }, (_, number) => (told[0] ?? 0) + number));
  expect(told.length).toBeLessThan(600);
  await post("after the flood");
  await until(() => slow.frames.at(-1)?.type === "message");
  expect(slow.frames.at(-1)).toMatchObject({ seq: resync.seq + 1, message: { text: "after the flood" } });
  expect(slow.frames.filter(({ type }) => type === "resync")).toHaveLength(1);
});

test("a page that asks for more missed changes than it can read at once starts over too", async () => {
  const hub = await ownHub();
  const host = await hub.listen();
  const { cookie } = await hub.person();
  const since = hub.server.stream.seq();
  const settings = { ...hub.core.settings.current(), hubName: "y".repeat(60_000) };
  hub.core.changes.publish(...Array.from({ length: 250 }, () => ({ type: "settings", settings }) as const));
  hub.core.changes.flush();
  const screen = await openScreen({ host, cookie, since });
  await screen.first("resync");
  expect(screen.frames.at(-1)).toEqual({ type: "resync", seq: hub.server.stream.seq() });
  expect(screen.frames.length).toBeLessThan(250);
});
