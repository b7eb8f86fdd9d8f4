import { contextBridge, ipcRenderer } from "electron";
import { type Bridge, bridgeChannels } from "#contract/bridge.ts";
import { createAskedSession } from "./asked-session.ts";

const platforms: readonly string[] = ["linux", "darwin", "win32"];

const asked = createAskedSession();
ipcRenderer.on(bridgeChannels.openSession, (_event, sessionId: unknown) => asked.ask(sessionId));

const bridge: Bridge = {
  platform: (platforms.includes(process.platform) ? process.platform : "other") as Bridge["platform"],
  openExternal: (url) => ipcRenderer.invoke(bridgeChannels.openExternal, url) as Promise<void>,
  onOpenSession: (show) => asked.listen(show),
};

contextBridge.exposeInMainWorld("muster", bridge);
