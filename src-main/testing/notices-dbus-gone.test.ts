import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type PrivateBus,
  startNotificationServer,
  startPrivateBus,
  type TestNotificationServer,
  type TestServerOptions,
} from "../../e2e/fixtures/notification-server.ts";
import type { Notice, NoticeEvent, NoticeSurface } from "../core/attention/notice.ts";
import { createDbusSurface } from "../platform/notices/dbus.ts";
import { tempFolder } from "../platform/temp-folder.ts";

let folder: string;
let bus: PrivateBus;
let server: TestNotificationServer;
let surface: NoticeSurface;
let events: NoticeEvent[];
let onNext: (() => void)[] = [];
let clock = 0;

const notice = (more: Partial<Notice> = {}): Notice => ({
  id: "n1",
  kind: "approval",
  loudness: "normal",
  sound: true,
  sessionId: "s1",
  messageSeq: 3,
  title: "Refactor auth",
  subtitle: "desk · SwiftHeron",
  body: "Runs npm publish",
  actions: [
    { id: "allow", label: "Allow" },
    { id: "deny", label: "Deny" },
  ],
  reply: { placeholder: "Tell the agent…" },
  ...more,
});

const startServer = async (options: TestServerOptions = {}) => {
  server = await startNotificationServer(bus.address, options);
  return server;
};

/** Waits for so many events in all. */
const eventsOf = async (count: number): Promise<NoticeEvent[]> => {
  while (events.length < count) await new Promise<void>((resolve) => onNext.push(resolve));
  return events;
};

beforeEach(async () => {
  folder = tempFolder();
  bus = await startPrivateBus(folder);
  events = [];
  surface = createDbusSurface({ env: bus.env, now: () => clock });
  surface.onEvent((event) => {
    events.push(event);
    for (const resolve of onNext.splice(0)) resolve();
  });
});

afterEach(async () => {
  surface.close();
  await bus.kill();
  onNext = [];
});

// The server or the bus goes, and what becomes of notifications then.

test("a server that was started again shows the next one, and its numbers are not taken for the old ones", async () => {
  await startServer();
  await surface.show(notice());
  await server.stop();
  await startServer();
  // Another app's, with the number that ours had.
  const { createClient } = await import("dbus-native");
  const other = createClient({ busAddress: bus.address });
  const place = { destination: "org.freedesktop.Notifications", path: "/org/freedesktop/Notifications" };
  const args = ["Mail", 0, "", "New mail", "", ["default", "Open"], {}, -1];
  await other.invoke({
    ...place,
    interface: place.destination,
    member: "Notify",
    signature: "susssasa{sv}i",
    body: args,
  });
  await other.close();
  surface.withdraw("n1");
  server.click("New mail", "default");
  await surface.show(notice({ body: "again" }));
  expect(server.shown().map(({ id, replaces, summary }) => ({ id, replaces, summary }))).toEqual([
    { id: 1, replaces: 0, summary: "New mail" },
    { id: 2, replaces: 0, summary: "Refactor auth" },
  ]);
  expect(events).toEqual([]);
});

test("a notification whose server ends before it answers is shown by the next one", async () => {
  const first = await startServer({ onNotify: async () => new Promise(() => undefined) });
  const second = await startServer({ isNext: true });
  const shown = surface.show(notice());
  await first.until((it) => it.received.length === 1);
  await first.stop();
  await shown;
  expect(second.shown()).toHaveLength(1);
});

test("a server that does not answer holds up one notification, and is asked again when some time went by or another came", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const first = await startServer({ onNotify: async () => new Promise(() => undefined) });
    const shows = [surface.show(notice()), surface.show(notice({ id: "n2" }))];
    const ends = Promise.allSettled(shows);
    await first.until((it) => it.received.length === 1);
    await vi.advanceTimersByTimeAsync(5000);
    const words = "The desktop's notification server does not answer.";
    expect(await ends).toMatchObject([{ reason: { message: words } }, { reason: { message: words } }]);
    expect(first.received).toHaveLength(1);
    clock += 30_001;
    const later = surface.show(notice({ id: "n3" })).catch(() => undefined);
    await first.until((it) => it.received.length === 2);
    await startServer({ isNext: true });
    await first.stop();
    await later;
    expect(server.shown()).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test("five hundred at once are all shown, the first of more give way", async () => {
  await startServer();
  const all = Array.from({ length: 510 }, (_, index) => surface.show(notice({ id: `n${index}`, title: `T ${index}` })));
  await Promise.all(all);
  await server.until((it) => it.shown().length === 500);
  expect(server.shown()[0]?.summary).toBe("T 10");
  server.click("T 509", "Allow");
  expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n509", actionId: "allow" }]);
});

test("a bus that ends is found again with the next notification", async () => {
  await startServer();
  await surface.show(notice());
  await bus.kill();
  await expect(surface.show(notice({ id: "n2" }))).rejects.toThrow("can't be reached");
  bus = await startPrivateBus(folder);
  await startServer();
  await surface.show(notice({ id: "n3" }));
  expect(server.shown().map(({ id }) => id)).toEqual([1]);
  server.click("Refactor auth", "Allow");
  expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n3", actionId: "allow" }]);
});

test("without a server it says so, and shows the next one when there is one", async () => {
  expect(await surface.capabilities()).toEqual({
    surface: "dbus",
    server: null,
    actions: false,
    reply: false,
    update: true,
    withdraw: true,
    clicks: false,
    problem: "No notification server runs in this desktop session.",
  });
  await expect(surface.show(notice())).rejects.toThrow("No notification server");
  await startServer();
  await surface.show(notice());
  expect(server.shown()).toHaveLength(1);
});

test.each([
  ["no address", {}, "DBUS_SESSION_BUS_ADDRESS is not set"],
  ["an address where nothing is", { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere/bus" }, "can't be reached"],
  ["an address of a kind that is not spoken", { DBUS_SESSION_BUS_ADDRESS: "autolaunch:" }, "is not set"],
])("%s is a problem in words", async (_, env, words) => {
  const lost = createDbusSurface({ env });
  expect((await lost.capabilities()).problem).toMatch(words);
  await expect(lost.show(notice())).rejects.toThrow(words);
  lost.close();
});
