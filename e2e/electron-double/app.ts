import type { App } from "electron";
import { SystemApp } from "./app-system.ts";
import { BrowserWindow, onAllClosed } from "./browser-window.ts";
import { closeBrowsers } from "./browser.ts";
import { allTold, tell } from "./control.ts";
import { preventable } from "./events.ts";
import { takeInstanceLock } from "./instance-lock.ts";
import { onRole } from "./roles.ts";

type Used =
  | "enableSandbox"
  | "requestSingleInstanceLock"
  | "hasSingleInstanceLock"
  | "releaseSingleInstanceLock"
  | "whenReady"
  | "isReady"
  | "focus"
  | "hide"
  | "show"
  | "quit"
  | "exit"
  | "relaunch";

class DoubleApp extends SystemApp implements Pick<App, Used> {
  private isNowReady = false;
  private isQuitting = false;
  private isExiting = false;
  private releaseLock: (() => void) | null = null;
  private readonly ready = new Promise<void>((resolve) => {
    // Electron is ready only after the app's own module has run.
    setImmediate(() => {
      this.isNowReady = true;
      this.emit("ready");
      resolve();
    });
  });

  enableSandbox(): void {
    if (this.isNowReady) throw new Error("app.enableSandbox() can only be called before the app is ready");
  }
  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    this.releaseLock ??= takeInstanceLock(this.getPath("userData"), data ?? null, (start) => {
      // As Electron does, only once the app is ready.
      void this.ready.then(() => this.emit("second-instance", preventable({}), start.argv, start.cwd, start.data));
    });
    return this.releaseLock !== null;
  }
  hasSingleInstanceLock(): boolean {
    return this.releaseLock !== null;
  }
  releaseSingleInstanceLock(): void {
    this.releaseLock?.();
    this.releaseLock = null;
  }
  whenReady(): Promise<void> {
    return this.ready;
  }
  isReady(): boolean {
    return this.isNowReady;
  }
  focus(): void {
    BrowserWindow.getAllWindows()[0]?.focus();
  }
  hide(): void {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  }
  show(): void {
    for (const window of BrowserWindow.getAllWindows()) window.show();
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
    if (this.isExiting) return;
    this.isExiting = true;
    this.releaseSingleInstanceLock();
    // Nobody is asked, but told.
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.emit("quit", {}, code);
    void Promise.allSettled([closeBrowsers(), allTold()]).then(() => process.exit(code));
  }

  /** Said, not done: the test decides whether there is a next start. */
  relaunch(): void {
    tell({ what: "relaunch" });
  }

  allWindowsClosed(): void {
    if (this.isQuitting || this.isExiting) return;
    if (this.listenerCount("window-all-closed") === 0) this.quit();
    else this.emit("window-all-closed");
  }

  private finish(): void {
    const event = preventable({});
    this.emit("will-quit", event);
    this.isQuitting = false;
    if (event.defaultPrevented) return;
    this.exit(0);
  }
}

export const app = new DoubleApp();

onAllClosed(() => app.allWindowsClosed());
onRole("quit", () => app.quit());
onRole("about", () => app.showAboutPanel());

// Electron quits at these, and no app may outlive the test that started it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
process.on("disconnect", () => app.exit(1));
