import { EventEmitter } from "node:events";
import type { AutoUpdater, CrashReporter, SafeStorage } from "electron";
import { tell } from "./control.ts";

/** Electron's own updater, which only macOS has; the double's finds nothing. */
class DoubleUpdater
  extends EventEmitter
  implements Pick<AutoUpdater, "setFeedURL" | "getFeedURL" | "checkForUpdates" | "quitAndInstall">
{
  private url = "";
  setFeedURL({ url }: Parameters<AutoUpdater["setFeedURL"]>[0]): void {
    this.url = url;
  }
  getFeedURL(): string {
    return this.url;
  }
  checkForUpdates(): void {
    this.emit("checking-for-update");
    this.emit("update-not-available");
  }
  quitAndInstall(): void {
    tell({ what: "relaunch" });
  }
}
export const autoUpdater = new DoubleUpdater();

export const crashReporter: Pick<CrashReporter, "start"> = {
  start: () => tell({ what: "crash-reporter" }),
};

/** As on a computer without a keyring. */
export const safeStorage: Pick<SafeStorage, "isEncryptionAvailable" | "getSelectedStorageBackend"> = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => "basic_text",
};
