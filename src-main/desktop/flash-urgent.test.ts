import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { type FlashParts, flashUrgent } from "./flash-urgent.ts";

type Surface = Parameters<typeof flashUrgent>[0];
type Notice = Parameters<Surface["show"]>[0];

const notice = (id: string, loudness: Notice["loudness"]): Notice => ({
  id,
  kind: "urgent",
  loudness,
  sound: true,
  sessionId: "s",
  messageSeq: 1,
  title: "Ship it",
  subtitle: "",
  body: "",
  actions: [],
  reply: null,
});

const newWindow = (isFocused: boolean, done: string[]) =>
  Object.assign(new EventEmitter(), {
    isFocused: () => isFocused,
    flashFrame: (isOn: boolean) => void done.push(isOn ? "flashes" : "rests"),
  });

const start = (platform: NodeJS.Platform, { isFocused = false, fails = false } = {}) => {
  const done: string[] = [];
  const window = newWindow(isFocused, done);
  const inner = {
    show: (shown: Notice) => {
      done.push(`shown ${shown.id}`);
      return fails ? Promise.reject(new Error("no")) : Promise.resolve();
    },
    withdraw: (id: string) => void done.push(`withdrawn ${id}`),
  } as Surface;
  const surface = flashUrgent(inner, {
    platform,
    dock: { bounce: (type) => done.push(`bounces ${type}`) },
    windows: () => [window as unknown as ReturnType<FlashParts["windows"]>[number]],
  });
  return { surface, window, done };
};

test("an urgent notification calls for the person once, however often it is updated, until the window is in front", async () => {
  const { surface, window, done } = start("win32");
  for (const id of ["a", "a", "b"]) await surface.show(notice(id, "urgent"));
  expect(done).toEqual(["shown a", "flashes", "shown a", "shown b", "flashes"]);
  window.emit("focus");
  window.emit("focus");
  expect(done.slice(5)).toEqual(["rests", "rests"]);
});

test("a Mac's dock icon jumps for a second", async () => {
  const { surface, done } = start("darwin");
  await surface.show(notice("a", "urgent"));
  expect(done).toEqual(["shown a", "bounces informational"]);
});

test("nothing calls for a person who is there, for what is not urgent, or for what could not be shown", async () => {
  const there = start("linux", { isFocused: true });
  await there.surface.show(notice("a", "urgent"));
  const usual = start("linux");
  for (const loudness of ["normal", "silent"] as const) await usual.surface.show(notice(loudness, loudness));
  const failing = start("linux", { fails: true });
  await expect(failing.surface.show(notice("a", "urgent"))).rejects.toThrow("no");
  expect([...there.done, ...usual.done, ...failing.done]).toEqual([
    "shown a",
    "shown normal",
    "shown silent",
    "shown a",
  ]);
});

test("all else is the surface's own", () => {
  const { surface, done } = start("linux");
  surface.withdraw("a");
  expect(done).toEqual(["withdrawn a"]);
});
