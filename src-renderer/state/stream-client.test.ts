import { expect, test } from "vitest";
import type { SocketEvents } from "./line.ts";
import { pauseMs } from "./line.ts";
import { createStreamClient, type NumberedChange } from "./stream-client.ts";

/** A hub at the other end: sockets that a test opens, feeds and breaks, and a clock that it moves. */
const bench = ({ mayRetry = () => Promise.resolve(true) } = {}) => {
  const sockets: { since: number; events: SocketEvents; sent: string[]; isClosed: boolean }[] = [];
  let timers: { run: () => void; ms: number }[] = [];
  const client = createStreamClient({
    open: (since, events) => {
      const socket = { since, events, sent: [] as string[], isClosed: false };
      sockets.push(socket);
      return { send: (text) => void socket.sent.push(text), close: () => void (socket.isClosed = true) };
    },
    later: (run, ms) => {
      const timer = { run, ms };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    random: () => 0.5,
    mayRetry,
  });
  const seen: (number | string)[] = [];
  client.onChange((change) => seen.push(change.seq));
  client.onResync(() => seen.push("resync"));
  client.onConnection((connection) => seen.push(connection));
  const say = (frame: object) => sockets.at(-1)?.events.said(JSON.stringify(frame));
  const change = (seq: number) => say({ type: "session-deleted", sessionId: "x", seq } satisfies NumberedChange);
  const elapse = () => {
    const due = timers;
    timers = [];
    for (const timer of due) timer.run();
    return due.map((timer) => timer.ms);
  };
  const breaks = () => sockets.at(-1)?.events.closed();
  return { client, sockets, seen, say, change, elapse, breaks, timers: () => timers };
};

test("it goes on after the last change it saw, and passes nothing on twice", () => {
  const { client, sockets, seen, say, change, breaks, elapse } = bench();
  client.start(40);
  expect(sockets[0]?.since).toBe(40);
  say({ type: "hello", seq: 40 });
  change(41);
  change(43);
  breaks();
  elapse();
  expect(sockets[1]?.since).toBe(43);
  change(43);
  change(44);
  expect(seen).toEqual(["connecting", "live", 41, 43, "connecting", "live", 44]);
});

test("what is said to this page alone is passed on whatever its number, and is not counted", () => {
  const { client, sockets, seen, say, change, breaks, elapse } = bench();
  client.start(40);
  say({ type: "hello", seq: 40 });
  say({ type: "notice-withdrawn", id: "n1", seq: 40 });
  say({ type: "notice-withdrawn", id: "n2", seq: 60 });
  change(41);
  breaks();
  elapse();
  expect(sockets[1]?.since).toBe(41);
  expect(seen).toEqual(["connecting", "live", 40, 60, 41, "connecting"]);
});

test("when the hub can't go on from there, everything is read again", () => {
  const { client, seen, say, change } = bench();
  client.start(5);
  say({ type: "resync", seq: 900 });
  change(901);
  expect(seen).toEqual(["connecting", "live", "resync", 901]);
});

test("a hub that counts from somewhere lower (restored from a backup) makes the screen read everything again", () => {
  const { client, seen, say, change } = bench();
  client.start(500);
  say({ type: "hello", seq: 7 });
  change(8);
  expect(seen).toEqual(["connecting", "live", "resync", 8]);
});

test("the pauses between the tries grow to 15 s and start small again after a good connection", () => {
  const { client, say, breaks, elapse } = bench();
  client.start(0);
  const pauses: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    breaks();
    pauses.push(...elapse());
  }
  expect(pauses[0]).toBe(300);
  expect(pauses.every((pause, index) => index === 0 || pause >= (pauses[index - 1] ?? 0))).toBe(true);
  expect(pauses.at(-1)).toBe(11_250);
  say({ type: "hello", seq: 0 });
  breaks();
  expect(elapse()).toEqual([300]);
});

test("a pause is never more than 15 s and never less than half of what it should be", () => {
  expect(pauseMs(60, 0.999)).toBeLessThanOrEqual(15_000);
  expect(pauseMs(60, 0)).toBe(7_500);
});

test("a failed second try is told as away, a short break is not", () => {
  const { client, seen, say, breaks, elapse } = bench();
  client.start(0);
  say({ type: "hello", seq: 0 });
  breaks();
  elapse();
  breaks();
  expect(seen).toEqual(["connecting", "live", "connecting", "away"]);
});

test("a connection that never says anything is given up and tried again", () => {
  const { client, sockets, elapse } = bench();
  client.start(0);
  sockets[0]?.events.opened();
  expect(elapse()).toEqual([10_000]);
  expect(sockets[0]?.isClosed).toBe(true);
  elapse();
  expect(sockets).toHaveLength(2);
});

test("what an old socket still says after it was given up is not heard", () => {
  const { client, sockets, seen, say } = bench();
  client.start(0);
  client.renew();
  sockets[0]?.events.said(JSON.stringify({ type: "session-deleted", sessionId: "x", seq: 1 }));
  sockets[0]?.events.closed();
  say({ type: "hello", seq: 0 });
  expect(seen).toEqual(["connecting", "live"]);
});

test("a signed-out screen stops trying", async () => {
  const { promise, resolve: tell } = Promise.withResolvers<boolean>();
  const { client, breaks, timers } = bench({ mayRetry: () => promise });
  client.start(0);
  breaks();
  expect(timers()).toHaveLength(1);
  tell(false);
  await promise;
  await Promise.resolve();
  expect(timers()).toHaveLength(0);
});

test("back online it tries at once, and only if it was not connected", () => {
  const { client, sockets, say, breaks } = bench();
  client.retryNow();
  expect(sockets).toHaveLength(0);
  client.start(0);
  say({ type: "hello", seq: 0 });
  client.retryNow();
  expect(sockets).toHaveLength(1);
  breaks();
  client.retryNow();
  expect(sockets).toHaveLength(2);
});

test("what the person looks at is said again on a new connection", () => {
  const { client, sockets, breaks, elapse } = bench();
  client.start(0);
  client.say({ type: "looking", sessionId: "s1" });
  expect(sockets[0]?.sent).toEqual([]);
  sockets[0]?.events.opened();
  breaks();
  elapse();
  sockets[1]?.events.opened();
  expect(sockets[0]?.sent).toEqual(sockets[1]?.sent);
  expect(JSON.parse(sockets[1]?.sent[0] ?? "")).toEqual({ type: "looking", sessionId: "s1" });
});

test("a frame that is no JSON or of an unknown shape does no harm", () => {
  const { client, sockets, seen, change } = bench();
  client.start(0);
  sockets[0]?.events.said("nonsense");
  sockets[0]?.events.said('{"seq":"1"}');
  change(1);
  expect(seen).toEqual(["connecting", "live", 1]);
});

test("after stop nothing is tried any more", () => {
  const { client, sockets, timers } = bench();
  client.start(0);
  client.stop();
  expect(sockets[0]?.isClosed).toBe(true);
  expect(timers()).toHaveLength(0);
  client.renew();
  expect(sockets).toHaveLength(1);
});
