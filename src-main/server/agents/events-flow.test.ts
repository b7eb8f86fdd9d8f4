import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { Change } from "../../core/changes.ts";
import { ownHub } from "../../testing/own-hub.ts";
import type { TestHub, TestMachine } from "../../testing/test-hub.ts";
import { someTurns, until } from "../../testing/turns.ts";

const MIB = 1024 * 1024;

let hub: TestHub;
let machine: TestMachine;
let host: string;
/** The hub's ends of all connections. */
let sockets: Socket[];
/** A change whose event has this text in it. */
let changeOf: (text: string) => Change;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  hub = await ownHub();
  machine = await hub.machine();
  const { id } = await machine.session("Flood");
  await machine.send("POST", `/v1/sessions/${id}/questions`, { body: { text: "x" } });
  const [question] = await hub.core.store.read.questions.openOf(id);
  const session = await hub.core.store.read.sessions.byId(id);
  if (question === undefined || session === undefined) throw new Error("nothing was asked");
  changeOf = (text) => ({ type: "question", question: { ...question, text }, session });
  hub.core.changes.flush();
  sockets = [];
  hub.server.app.server.on("connection", (socket: Socket) => sockets.push(socket));
  host = await hub.listen();
});

/** A stream that is only read when it is asked to. */
const connect = async (lastId?: string) => {
  const headers = { authorization: `Bearer ${machine.key}`, ...(lastId ? { "last-event-id": lastId } : {}) };
  const outgoing = request(`http://${host}/v1/events`, { headers, agent: false }).end();
  onTestFinished(() => void outgoing.destroy());
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const seen = {
    text: "",
    read: () => incoming.setEncoding("utf8").on("data", (piece: string) => (seen.text += piece)),
    hangUp: () => outgoing.destroy(),
    ids: () => Array.from(seen.text.matchAll(/^id: (\d+)\nevent: question$/gm), ([, id]) => Number(id)),
    texts: () => Array.from(seen.text.matchAll(/"text":"([^"]*)"/g), ([, text]) => text),
    resyncs: () => seen.text.split("event: resync\n").length - 1,
  };
  return seen;
};
const upwards = (from: number, count: number) => Array.from({ length: count }, (_, number) => from + number);
const buffered = () => Math.max(...sockets.map(({ writableLength }) => writableLength));

test("ten thousand events come in order, each once, over a hang-up in between too", async () => {
  const first = await connect();
  first.read();
  const tell = (from: number, count: number) => {
    for (const number of upwards(from, count)) hub.core.changes.publish(changeOf(String(number)));
    hub.core.changes.flush();
  };
  for (let batch = 0; batch < 6; batch += 1) tell(batch * 1000, 1000);
  await until(() => first.ids().length === 6000, "all were told");
  first.hangUp();
  tell(6000, 4000);
  const again = await connect(String(first.ids().at(-1)));
  again.read();
  await until(() => again.ids().length === 4000, "the rest was told");
  expect([...first.ids(), ...again.ids()]).toEqual(upwards(first.ids()[0] ?? 0, 10_000));
  expect([...first.texts(), ...again.texts()]).toEqual(upwards(0, 10_000).map(String));
});

test("who reads slowly holds up a bounded amount and nobody else, and misses nothing that is kept", async () => {
  const [slow, quick] = [await connect(), await connect()];
  quick.read();
  const text = "y".repeat(60_000);
  let most = 0;
  for (let batch = 0; batch < 20; batch += 1) {
    hub.core.changes.publish(...Array.from({ length: 10 }, () => changeOf(text)));
    await someTurns();
    most = Math.max(most, buffered());
  }
  await until(() => quick.ids().length === 200, "the other was told");
  expect(most).toBeGreaterThan(0.9 * MIB);
  expect(most).toBeLessThan(1.2 * MIB);
  slow.read();
  await until(() => slow.ids().length === 200, "it was told all");
  expect(slow.ids()).toEqual(quick.ids());
  expect([slow.resyncs(), quick.resyncs()]).toEqual([0, 0]);
});

test("who stays away for longer than is kept is told so once, and goes on live", async () => {
  const slow = await connect();
  const text = "y".repeat(60_000);
  let most = 0;
  for (let batch = 0; batch < 60; batch += 1) {
    hub.core.changes.publish(...Array.from({ length: 10 }, () => changeOf(text)));
    await someTurns(2);
    most = Math.max(most, buffered());
  }
  expect(most).toBeGreaterThan(0.9 * MIB);
  expect(most).toBeGreaterThan(0.9 * MIB);
  expect(most).toBeLessThan(1.2 * MIB);
  slow.read();
  await until(() => slow.resyncs() === 1, "it was told to read anew");
  const before = slow.ids();
  expect(before).toEqual(upwards(before[0] ?? 0, before.length));
  expect(before.length).toBeLessThan(600);
  hub.core.changes.publish(changeOf("live"));
  await until(() => slow.texts().at(-1) === "live", "it was told what came then");
  expect([slow.resyncs(), slow.ids().length]).toEqual([1, before.length + 1]);
});

test("a stream on which nothing happens says every 15 seconds that it is there, and is no event", async () => {
  const seen = await connect();
  seen.read();
  await until(() => seen.text !== "", "it began");
  const beginning = seen.text;
  vi.advanceTimersByTime(15_000);
  await until(() => seen.text !== beginning, "it was heard of");
  vi.advanceTimersByTime(14_999);
  await someTurns();
  expect(seen.text.slice(beginning.length)).toBe(": still here\n\n");
  expect(beginning).toMatch(/^retry: 1000\nid: \d+\n\n$/);
});
