import { shell } from "electron";
import type { BridgeActs } from "#contract/bridge.ts";
import type { CommandLine } from "./command-line.ts";
import type { Desktop } from "./desktop-state.ts";
import type { Updates } from "./updates.ts";

export interface BridgeParts {
  desktop: Desktop;
  updates: Updates;
  commandLine: Pick<CommandLine, "put">;
  /** The licences of what the app holds; plain text. */
  licences(): Promise<string>;
}

/** What a window's page may have the desktop app do. */
export const createBridgeActs = ({ desktop, updates, commandLine, licences }: BridgeParts): BridgeActs => ({
  openExternal: (url) => shell.openExternal(new URL(url).href),
  desktop: () => desktop.state(),
  changeDesktop: (change) => desktop.change(change),
  checkForUpdates: async () => {
    await updates.check();
    return desktop.state();
  },
  installUpdate: () => updates.install(),
  putOnPath: async (isOn) => {
    const put = await commandLine.put(isOn);
    return { ...(await desktop.state()), commandLine: put };
  },
  licences,
});
