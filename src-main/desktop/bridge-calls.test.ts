import type { IpcMain, IpcMainInvokeEvent } from "electron";
import { expect, test } from "vitest";
import { type BridgeActs, type BridgeCallName, bridgeCalls } from "#contract/bridge.ts";
import { bridgeCallChannels, bridgeEventChannels } from "#contract/bridge-channels.ts";
import type { DesktopState } from "#contract/desktop.ts";
import { answerBridge } from "./bridge-calls.ts";

const hub = "http://127.0.0.1:4680";
const screen = { origin: hub, parent: null };
type Frame = { origin: string; parent: object | null } | null;
type Listener = Parameters<IpcMain["handle"]>[1];

const state: DesktopState = {
  version: "1.0.0",
  electron: "45.0.0",
  startAtLogin: { isOn: false, canChange: true, isAsked: false },
  shortcut: { keys: null, problem: null },
  updates: { isOn: true, state: "idle", version: null, notes: null, problem: null },
  commandLine: { state: "offered", path: null, problem: null },
  isWelcomed: false,
};

/** A bridge whose acts only note that they were done. */
const openBridge = (over: Partial<BridgeActs> = {}) => {
  const done: unknown[][] = [];
  const act =
    <T>(name: string, result: T) =>
    (...args: unknown[]) => {
      done.push([name, ...args]);
      return Promise.resolve(result);
    };
  const acts: BridgeActs = {
    openExternal: act("openExternal", undefined),
    desktop: act("desktop", state),
    changeDesktop: act("changeDesktop", state),
    checkForUpdates: act("checkForUpdates", state),
    installUpdate: act("installUpdate", undefined),
    putOnPath: act("putOnPath", state),
    licences: act("licences", "MIT"),
    ...over,
  };
  const listeners = new Map<string, Listener>();
  answerBridge({ handle: (channel, listener) => void listeners.set(channel, listener) }, hub, acts);
  const call = async (name: BridgeCallName, frame: Frame, ...args: unknown[]): Promise<unknown> => {
    try {
      const listener = listeners.get(bridgeCallChannels[name]);
      return (await listener?.({ senderFrame: frame } as unknown as IpcMainInvokeEvent, ...args)) as unknown;
    } catch {
      return "refused";
    }
  };
  return { done, call, channels: [...listeners.keys()] };
};

const names = Object.keys(bridgeCalls) as BridgeCallName[];

test("there are about ten channels, each answered once, and none beside the table's", () => {
  const { channels } = openBridge();
  expect(channels.toSorted()).toEqual(Object.values(bridgeCallChannels).toSorted());
  expect(channels.length + Object.keys(bridgeEventChannels).length).toBeLessThanOrEqual(10);
});

test("the hub's page may call each with what it takes", async () => {
  const { call, done } = openBridge();
  expect(await call("openExternal", screen, "https://example.com/a")).toBeUndefined();
  expect(await call("desktop", screen)).toEqual(state);
  expect(await call("changeDesktop", screen, { shortcut: "Control+Alt+M", updates: false })).toEqual(state);
  expect(await call("checkForUpdates", screen)).toEqual(state);
  expect(await call("installUpdate", screen)).toBeUndefined();
  expect(await call("putOnPath", screen, true)).toEqual(state);
  expect(await call("licences", screen)).toBe("MIT");
  expect(done).toEqual([
    ["openExternal", "https://example.com/a"],
    ["desktop"],
    ["changeDesktop", { shortcut: "Control+Alt+M", updates: false }],
    ["checkForUpdates"],
    ["installUpdate"],
    ["putOnPath", true],
    ["licences"],
  ]);
});

test.each([
  ["a page of another origin", { origin: "http://127.0.0.1:4681", parent: null }],
  ["a page without an origin", { origin: "null", parent: null }],
  ["a frame inside the page", { origin: hub, parent: {} }],
  ["a frame that is gone", null],
])("%s may call none", async (_who, frame) => {
  const { call, done } = openBridge();
  expect(await call("openExternal", frame, "https://example.com/a")).toBe("refused");
  expect(await call("changeDesktop", frame, {})).toBe("refused");
  for (const name of names) expect(await call(name, frame)).toBe("refused");
  expect(done).toEqual([]);
});

const circle: Record<string, unknown> = {};
circle["self"] = circle;

const hostile: unknown[] = [
  undefined,
  null,
  true,
  7,
  Number.NaN,
  10n,
  "",
  "../../etc/passwd",
  "x".repeat(1_000_000),
  Symbol("s"),
  () => "called",
  [],
  [[]],
  circle,
  new Map([["shortcut", "A+B"]]),
  new Proxy({}, {}),
  { __proto__: { updates: true }, shortcut: 7 },
  { constructor: { prototype: {} } },
  { shortcut: "$(reboot)" },
  { shortcut: "A" },
  { shortcut: `A+${"B".repeat(100)}` },
  { startAtLogin: "yes" },
  { isWelcomed: false },
  { updates: true, more: true },
  { toString: () => "https://example.com" },
];

test.each(names)("%s does nothing for what it doesn't take, however it is put", async (name) => {
  const { call, done } = openBridge();
  const takes = (args: unknown[]) => bridgeCalls[name].args.safeParse(args).success;
  const tries = hostile.flatMap((one) => [[one], [one, one], ["https://example.com", one], [true, one], [{}, one]]);
  const refused = tries.filter((args) => !takes(args));
  expect(refused.length).toBeGreaterThan(100);
  for (const args of refused) expect(await call(name, screen, ...args)).toBe("refused");
  expect(done).toEqual([]);
});

test.each([
  ["file:///etc/passwd"],
  ["javascript:alert(1)"],
  [" https://example.com", "extra"],
  ["https://"],
  [`https://example.com/${"a".repeat(2000)}`],
  ["smb://host/share"],
  ["C:\\Windows\\calc.exe"],
])("%j is not opened", async (...args) => {
  expect(await openBridge().call("openExternal", screen, ...args)).toBe("refused");
});

test("what an act gives is of the table too: nothing else reaches the page", async () => {
  const more = { ...state, secret: "s3cret" };
  const { call } = openBridge({
    desktop: () => Promise.resolve(more),
    licences: () => Promise.resolve({ path: "/home" } as unknown as string),
  });
  expect(await call("desktop", screen)).toEqual(state);
  expect(await call("licences", screen)).toBe("refused");
});
