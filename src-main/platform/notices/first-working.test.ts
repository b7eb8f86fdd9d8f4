import { expect, test } from "vitest";
import type { Notice, NoticeEvent, NoticeSurface } from "../../core/attention/notice.ts";
import { createNoticeEvents } from "./events.ts";
import { firstWorking } from "./first-working.ts";
import { NoticeProblem } from "./problem.ts";

const notice: Notice = {
  id: "n1",
  kind: "test",
  loudness: "normal",
  sound: true,
  sessionId: null,
  messageSeq: null,
  title: "T",
  subtitle: "",
  body: "",
  actions: [],
  reply: null,
};

const surfaceOf = (surface: "dbus" | "notify-send", fails: () => Error | null) => {
  const did: string[] = [];
  const { emit, onEvent } = createNoticeEvents();
  const can = { surface, server: null, actions: true, reply: true, update: true, withdraw: true, clicks: true };
  const made: NoticeSurface = {
    capabilities: async () => ({ ...can, problem: fails()?.message ?? null }),
    show: async ({ id }) => {
      const error = fails();
      if (error !== null) throw error;
      did.push(`show ${id}`);
    },
    withdraw: (id) => void did.push(`withdraw ${id}`),
    onEvent,
    close: () => void did.push("close"),
  };
  return { ...made, did, emit };
};

test("the first shows it while it is there, else the next", async () => {
  let problem: Error | null = new NoticeProblem("no-server");
  const dbus = surfaceOf("dbus", () => problem);
  const other = surfaceOf("notify-send", () => null);
  const both = firstWorking([dbus, other]);
  await both.show(notice);
  expect((await both.capabilities()).surface).toBe("notify-send");
  problem = null;
  await both.show({ ...notice, id: "n2" });
  expect((await both.capabilities()).surface).toBe("dbus");
  expect([dbus.did, other.did]).toEqual([["show n2"], ["show n1"]]);
});

test("one that may have shown it and does not say is not doubled by the next", async () => {
  const other = surfaceOf("notify-send", () => null);
  const both = firstWorking([surfaceOf("dbus", () => new NoticeProblem("no-answer")), other]);
  await expect(both.show(notice)).rejects.toThrow("does not answer");
  expect(other.did).toEqual([]);
});

test("when none is there, the first one's words say why", async () => {
  const both = firstWorking([
    surfaceOf("dbus", () => new NoticeProblem("no-bus")),
    surfaceOf("notify-send", () => new NoticeProblem("no-helper")),
  ]);
  await expect(both.show(notice)).rejects.toThrow("DBUS_SESSION_BUS_ADDRESS");
  expect((await both.capabilities()).problem).toMatch("DBUS_SESSION_BUS_ADDRESS");
});

test("what persons do on any of them is told, and both are taken away from and closed", () => {
  const first = surfaceOf("dbus", () => null);
  const second = surfaceOf("notify-send", () => null);
  const both = firstWorking([first, second]);
  const events: NoticeEvent[] = [];
  const stop = both.onEvent((event) => events.push(event));
  second.emit({ type: "opened", id: "n1" });
  stop();
  second.emit({ type: "opened", id: "n2" });
  both.withdraw("n1");
  both.close();
  expect(events).toEqual([{ type: "opened", id: "n1" }]);
  expect([first.did, second.did]).toEqual([
    ["withdraw n1", "close"],
    ["withdraw n1", "close"],
  ]);
});

test("what was done before anyone listened is told to the first who does, once", () => {
  const { emit, onEvent } = createNoticeEvents();
  for (let index = 0; index < 60; index += 1) emit({ type: "opened", id: `n${index}` });
  const first: NoticeEvent[] = [];
  const second: NoticeEvent[] = [];
  onEvent((event) => first.push(event));
  onEvent((event) => second.push(event));
  expect(first).toHaveLength(50);
  expect(first[0]).toEqual({ type: "opened", id: "n10" });
  expect(second).toEqual([]);
});
