import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import type { Frame } from "playwright-core";
import type { FromPage } from "./preload-host.ts";

type Listener = Parameters<IpcMain["handle"]>[1];

const handlers = new Map<string, Listener>();

export const ipcMain: Pick<IpcMain, "handle" | "removeHandler"> = {
  handle: (channel, listener) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener);
  },
  removeHandler: (channel) => void handlers.delete(channel),
};

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : "null");

const frameOf = (frame: Frame): Pick<Electron.WebFrameMain, "url" | "origin" | "parent"> => {
  const parent = frame.parentFrame();
  return {
    url: frame.url(),
    origin: originOf(frame.url()),
    parent: parent ? (frameOf(parent) as Electron.WebFrameMain) : null,
  };
};

/** Carries a call of a page to its handler and the answer back. */
export const answerPage = (sender: WebContents, frame: Frame, message: FromPage): unknown => {
  const handler = handlers.get(message.channel);
  if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
  const event = { type: "frame", sender, senderFrame: frameOf(frame), frameId: 1, processId: 1 };
  return handler(event as unknown as IpcMainInvokeEvent, ...message.args);
};
