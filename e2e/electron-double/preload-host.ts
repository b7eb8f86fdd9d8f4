import { readFileSync } from "node:fs";

/** What a page's preload sends to the main process. */
export interface FromPage {
  kind: "invoke" | "send" | "preload-error";
  channel: string;
  args: unknown[];
}

export const toMain = "__electronDoubleToMain";
export const fromMain = "__electronDoubleFromMain";

/** Runs in the page: what a sandboxed preload finds around itself. */
const surround = (names: { toMain: string; fromMain: string; platform: string }) => {
  type Listener = (event: unknown, ...args: unknown[]) => void;
  const page = globalThis as unknown as Record<string, (...args: unknown[]) => unknown>;
  const listeners = new Map<string, Set<Listener>>();
  Object.defineProperty(page, names.fromMain, {
    value: (channel: string, args: unknown[]) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    },
  });
  const post = (kind: string, channel: string, args: unknown[]) =>
    page[names.toMain]?.({ kind, channel, args: structuredClone(args) });
  const ipcRenderer = {
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off: (channel: string, listener: Listener) => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
    invoke: (channel: string, ...args: unknown[]) => post("invoke", channel, args),
    send: (channel: string, ...args: unknown[]) => void post("send", channel, args),
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, api: object) => {
      Object.defineProperty(page, name, { value: Object.freeze(api), enumerable: true });
    },
  };
  return {
    process: { platform: names.platform, sandboxed: true, contextIsolated: true },
    require: (name: string) => {
      if (name === "electron") return { contextBridge, ipcRenderer };
      throw new Error(`module not found: ${name}`);
    },
  };
};

/** The built preload as a script that a page runs before its own; only in the main frame, as Electron does. */
export const preloadScript = (file: string): string => {
  const names = JSON.stringify({ toMain, fromMain, platform: process.platform });
  return `if (window.top === window && location.protocol.startsWith("http")) {
  const { process, require } = (${surround.toString()})(${names});
  const module = { exports: {} };
  try {
    (function (exports, require, module, process) {
${readFileSync(file, "utf8")}
    })(module.exports, require, module, process);
  } catch (error) {
    window[${JSON.stringify(toMain)}]({ kind: "preload-error", channel: String(error), args: [] });
    throw error;
  }
}`;
};
