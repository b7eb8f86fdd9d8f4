import { EventEmitter } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "electron";
import { BrowserWindow, onAllClosed } from "./browser-window.ts";
import { closeBrowsers } from "./browser.ts";
import { allTold } from "./control.ts";
import { preventable } from "./events.ts";
import { takeInstanceLock } from "./instance-lock.ts";
import { setUserData } from "./user-data.ts";

type Used =
  | "name"
  | "setName"
  | "setAppUserModelId"
  | "setPath"
  | "getPath"
  | "enableSandbox"
  | "requestSingleInstanceLock"
  | "whenReady"
  | "isReady"
  | "quit"
  | "exit";

class DoubleApp extends EventEmitter implements Pick<App, Used> {
  name = "Electron";
  private readonly paths = new Map<string, string>([["userData", join(tmpdir(), "electron-double")]]);
  private isNowReady = false;
  private isQuitting = false;
  private releaseLock: (() => void) | null = null;
  private readonly ready = new Promise<void>((resolve) => {
    // Electron is ready only after the app's own module has run.
    setImmediate(() => {
      this.isNowReady = true;
      this.emit("ready");
      resolve();
    });
  });

  setName(name: string): void {
    this.name = name;
  }
  setAppUserModelId(_id: string): void {
    // Only Windows shows it.
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
    if (name === "userData") setUserData(path);
  }
  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`The double knows no path named ${name}.`);
    return path;
  }
  enableSandbox(): void {
    if (this.isNowReady) throw new Error("app.enableSandbox() can only be called before the app is ready");
  }
  requestSingleInstanceLock(): boolean {
    this.releaseLock ??= takeInstanceLock(this.getPath("userData"), () => {
      this.emit("second-instance", preventable({}), process.argv, process.cwd(), null);
    });
    return this.releaseLock !== null;
  }
  whenReady(): Promise<void> {
    return this.ready;
  }
  isReady(): boolean {
    return this.isNowReady;
  }

  quit(): void {
    if (this.isQuitting) return;
    const event = preventable({});
    this.emit("before-quit", event);
    if (event.defaultPrevented) return;
    this.isQuitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.close();
    if (BrowserWindow.getAllWindows().length > 0) this.isQuitting = false;
    else this.finish();
  }

  exit(code = 0): void {
    this.releaseLock?.();
    this.releaseLock = null;
    void Promise.allSettled([closeBrowsers(), allTold()]).then(() => process.exit(code));
  }

  allWindowsClosed(): void {
    if (this.isQuitting) return;
    if (this.listenerCount("window-all-closed") === 0) this.quit();
    else this.emit("window-all-closed");
  }

  private finish(): void {
    const event = preventable({});
    this.emit("will-quit", event);
    this.isQuitting = false;
    if (event.defaultPrevented) return;
    this.emit("quit", {}, 0);
    this.exit(0);
  }
}

export const app = new DoubleApp();

onAllClosed(() => app.allWindowsClosed());

// Electron quits at these, and no app may outlive the test that started it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
process.on("disconnect", () => app.exit(1));
