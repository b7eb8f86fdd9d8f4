import type { IpcMain, IpcMainInvokeEvent } from "electron";
import { expect, test } from "vitest";
import type { BridgeActs } from "#contract/bridge.ts";
import { bridgeCallChannels } from "#contract/bridge-channels.ts";
import { answerBridge } from "./bridge-calls.ts";

const hub = "http://127.0.0.1:4680";
type Listener = Parameters<IpcMain["handle"]>[1];

const open = async (frame: { origin: string; parent: object | null } | null, ...args: unknown[]) => {
  const listeners = new Map<string, Listener>();
  const opened: string[] = [];
  answerBridge({ handle: (channel, listener) => void listeners.set(channel, listener) }, hub, {
    openExternal: (url) => {
      opened.push(url);
      return Promise.resolve();
    },
  } as BridgeActs);
  const listener = listeners.get(bridgeCallChannels.openExternal);
  try {
    await listener?.({ senderFrame: frame } as unknown as IpcMainInvokeEvent, ...args);
  } catch {
    return "refused";
  }
  return opened;
};

const screen = { origin: hub, parent: null };

test("the hub's page may open an http address", async () => {
  expect(await open(screen, "https://example.com/a")).toEqual(["https://example.com/a"]);
});

test.each([
  ["a page of another origin", { origin: "http://127.0.0.1:4681", parent: null }],
  ["a page without an origin", { origin: "null", parent: null }],
  ["a frame inside the page", { origin: hub, parent: {} }],
  ["a frame that is gone", null],
])("%s may not", async (_who, frame) => {
  expect(await open(frame, "https://example.com/a")).toBe("refused");
});

test.each([
  ["file:///etc/passwd"],
  ["javascript:alert(1)"],
  [" https://example.com", "extra"],
  ["https://"],
  [`https://example.com/${"a".repeat(2000)}`],
  [7],
  [{ toString: () => "https://example.com" }],
  [],
])("%j is refused", async (...args) => {
  expect(await open(screen, ...args)).toBe("refused");
});
