import { contextBridge, ipcRenderer } from "electron";
import type { Bridge } from "#contract/bridge.ts";
import { bridgeCallChannels, bridgeEventChannels } from "#contract/bridge-channels.ts";
import { createLastSaid } from "./last-said.ts";

const platforms: readonly string[] = ["linux", "darwin", "win32"];

const calls = Object.fromEntries(
  Object.entries(bridgeCallChannels).map(([name, channel]) => [
    name,
    (...args: unknown[]) => ipcRenderer.invoke(channel, ...args),
  ]),
);

const events = new Map<string, ReturnType<typeof createLastSaid>>();
for (const [name, channel] of Object.entries(bridgeEventChannels)) {
  const last = createLastSaid();
  ipcRenderer.on(channel, (_event, said: unknown) => last.say(said));
  events.set(name, last);
}

const bridge = {
  ...calls,
  platform: platforms.includes(process.platform) ? process.platform : "other",
  on: (name: string, listener: (said: unknown) => void) => events.get(name)?.listen(listener) ?? (() => undefined),
} as Bridge;

contextBridge.exposeInMainWorld("muster", bridge);
