import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { browserAddress } from "./browser.ts";
import { clickNotification } from "./notification.ts";
import type { State } from "./protocol.ts";
import { shownTray } from "./tray.ts";

const tray = () => {
  const shown = shownTray();
  if (!shown) throw new Error("There is no tray icon.");
  return shown;
};

const stateNow = async (): Promise<State> => ({
  windows: BrowserWindow.getAllWindows().map((window) => window.state()),
  tray: shownTray()?.state() ?? null,
  browser: await browserAddress(),
});

/** What a test can do to the app: what a person, the desktop or the system would do. */
export const acts = {
  state: stateNow,
  environment: (names: string[]) => names.map((name) => process.env[name] ?? null),
  closeWindow: (id: number) => BrowserWindow.fromId(id)?.close(),
  minimizeWindow: (id: number) => BrowserWindow.fromId(id)?.minimize(),
  clickTray: () => void tray().emit("click"),
  chooseInTray: (label: string) => tray().choose(label),
  clickNotification,
  activate: () => void app.emit("activate", {}, false),
};
