import { expect, test, vi } from "vitest";
import { startPrivateBus } from "../../e2e/fixtures/notification-server.ts";
import { createDbusSurface } from "../platform/notices/dbus.ts";
import { noticesAtBus, sampleNotice } from "./notices-bus.ts";

let clock = 0;
const at = noticesAtBus({ now: () => clock });

// The server or the bus goes, and what becomes of notifications then.

test("a server that was started again shows the next one, and its numbers are not taken for the old ones", async () => {
  await at.startServer();
  await at.surface.show(sampleNotice());
  await at.server.stop();
  await at.startServer();
  // Another app's, with the number that ours had.
  const { createClient } = await import("dbus-native");
  const other = createClient({ busAddress: at.bus.address });
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
  at.surface.withdraw("n1");
  at.server.click("New mail", "default");
  await at.surface.show(sampleNotice({ body: "again" }));
  expect(at.server.shown().map(({ id, replaces, summary }) => ({ id, replaces, summary }))).toEqual([
    { id: 1, replaces: 0, summary: "New mail" },
    { id: 2, replaces: 0, summary: "Refactor auth" },
  ]);
  expect(at.events).toEqual([]);
});

test("a notification whose server ends before it answers is shown by the next one", async () => {
  const first = await at.startServer({ onNotify: async () => new Promise(() => undefined) });
  const second = await at.startServer({ isNext: true });
  const shown = at.surface.show(sampleNotice());
  await first.until((it) => it.received.length === 1);
  await first.stop();
  await shown;
  expect(second.shown()).toHaveLength(1);
});

test("a server that does not answer holds up one notification, and is asked again when some time went by or another came", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const first = await at.startServer({ onNotify: async () => new Promise(() => undefined) });
    const shows = [at.surface.show(sampleNotice()), at.surface.show(sampleNotice({ id: "n2" }))];
    const ends = Promise.allSettled(shows);
    await first.until((it) => it.received.length === 1);
    await vi.advanceTimersByTimeAsync(5000);
    const words = "The desktop's notification server does not answer.";
    expect(await ends).toMatchObject([{ reason: { message: words } }, { reason: { message: words } }]);
    expect(first.received).toHaveLength(1);
    clock += 30_001;
    const later = at.surface.show(sampleNotice({ id: "n3" })).catch(() => undefined);
    await first.until((it) => it.received.length === 2);
    await at.startServer({ isNext: true });
    await first.stop();
    await later;
    expect(at.server.shown()).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test("five hundred at once are all shown, the first of more give way", async () => {
  await at.startServer();
  const all = Array.from({ length: 510 }, (_, index) =>
    at.surface.show(sampleNotice({ id: `n${index}`, title: `T ${index}` })),
  );
  await Promise.all(all);
  await at.server.until((it) => it.shown().length === 500);
  expect(at.server.shown()[0]?.summary).toBe("T 10");
  at.server.click("T 509", "Allow");
  expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n509", actionId: "allow" }]);
});

test("a bus that ends is found again with the next notification", async () => {
  await at.startServer();
  await at.surface.show(sampleNotice());
  await at.bus.kill();
  await expect(at.surface.show(sampleNotice({ id: "n2" }))).rejects.toThrow("can't be reached");
  at.bus = await startPrivateBus(at.folder);
  await at.startServer();
  await at.surface.show(sampleNotice({ id: "n3" }));
  expect(at.server.shown().map(({ id }) => id)).toEqual([1]);
  at.server.click("Refactor auth", "Allow");
  expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n3", actionId: "allow" }]);
});

test("without a server it says so, and shows the next one when there is one", async () => {
  expect(await at.surface.capabilities()).toEqual({
    surface: "dbus",
    server: null,
    actions: false,
    reply: false,
    update: true,
    withdraw: true,
    clicks: false,
    problem: "No notification server runs in this desktop session.",
  });
  await expect(at.surface.show(sampleNotice())).rejects.toThrow("No notification server");
  await at.startServer();
  await at.surface.show(sampleNotice());
  expect(at.server.shown()).toHaveLength(1);
});

test.each([
  ["no address", {}, "DBUS_SESSION_BUS_ADDRESS is not set"],
  ["an address where nothing is", { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere/bus" }, "can't be reached"],
  ["an address of a kind that is not spoken", { DBUS_SESSION_BUS_ADDRESS: "autolaunch:" }, "is not set"],
])("%s is a problem in words", async (_, env, words) => {
  const lost = createDbusSurface({ env });
  expect((await lost.capabilities()).problem).toMatch(words);
  await expect(lost.show(sampleNotice())).rejects.toThrow(words);
  lost.close();
});
