import { shell } from "electron";
import type { BridgeActs } from "#contract/bridge.ts";

const missing = () => Promise.reject(new Error("This version of Muster can't do that."));

/** What a window's page may have the desktop app do. */
export const createBridgeActs = (): BridgeActs => ({
  openExternal: (url) => shell.openExternal(new URL(url).href),
  desktop: missing,
  changeDesktop: missing,
  checkForUpdates: missing,
  installUpdate: missing,
  putOnPath: missing,
  licences: missing,
});
