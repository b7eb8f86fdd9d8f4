import type { ContextMenuParams, Rectangle } from "electron";
import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { browserAddress } from "./browser.ts";
import { clipboardText } from "./clipboard.ts";
import type { RightClick } from "./context-menu.ts";
import { answerMessageBox } from "./dialogs.ts";
import { preventable } from "./events.ts";
import { heldShortcuts, pressShortcut } from "./global-shortcut.ts";
import { Menu } from "./menu.ts";
import { notificationActs } from "./notification.ts";
import { heldAwake, powerMonitor } from "./power.ts";
import type { State } from "./protocol.ts";
import { spellCheckState } from "./session.ts";
import { nativeTheme, screen } from "./surroundings.ts";
import { shownTray } from "./tray.ts";

const tray = () => {
  const shown = shownTray();
  if (!shown) throw new Error("There is no tray icon.");
  return shown;
};

const windowOf = (id: number) => {
  const window = BrowserWindow.fromId(id);
  if (!window) throw new Error(`There is no window ${id}.`);
  return window;
};

const stateNow = async (): Promise<State> => ({
  windows: BrowserWindow.getAllWindows().map((window) => window.state()),
  tray: shownTray()?.state() ?? null,
  browser: await browserAddress(),
  menu: Menu.shown?.entries() ?? [],
  badgeCount: app.getBadgeCount(),
  protocols: [...app.protocols],
  shortcuts: heldShortcuts(),
  heldAwake: heldAwake(),
  clipboard: clipboardText(),
  spellCheck: spellCheckState(),
});

const windowActs = {
  closeWindow: (id: number) => BrowserWindow.fromId(id)?.close(),
  minimizeWindow: (id: number) => BrowserWindow.fromId(id)?.minimize(),
  maximizeWindow: (id: number) => windowOf(id).maximize(),
  moveWindow: (id: number, bounds: Rectangle) => windowOf(id).setBounds(bounds),
  blurWindow: (id: number) => windowOf(id).blur(),
  rightClick: (id: number, click: RightClick, more?: Partial<ContextMenuParams>) =>
    windowOf(id).webContents.showContextMenu(click, more),
  /** What the expression comes to in the window's page; a promise's outcome. */
  evaluateInWindow: (id: number, expression: string) => windowOf(id).webContents.executeJavaScript(expression),
  unresponsive: (id: number) => void windowOf(id).emit("unresponsive"),
  /** As Control and the mouse's wheel do. */
  turnZoomWheel: (id: number, direction: "in" | "out") =>
    void windowOf(id).webContents.emit("zoom-changed", preventable({}), direction),
};

const menuActs = {
  clickTray: () => void tray().emit("click", {}, tray().getBounds(), { x: 0, y: 0 }),
  doubleClickTray: () => void tray().emit("double-click", {}, tray().getBounds()),
  /** Opens the tray's menu without choosing; its entries are in the state then. */
  openTrayMenu: () => void tray().open(),
  closeTrayMenu: () => void tray().open().emit("menu-will-close", {}),
  chooseInTray: (...path: string[]) => tray().choose(...path),
  chooseInMenu: (...path: string[]) => Menu.shown?.choose(...path),
  chooseInPopup: (...path: string[]) => {
    if (!Menu.popped) throw new Error("No menu is open.");
    Menu.popped.choose(...path);
    Menu.popped?.closePopup();
  },
  /** Keys of an entry in the app's menu. */
  pressKeys: (keys: string) => {
    if (!Menu.shown?.press(keys)) throw new Error(`No entry of the menu has the keys ${keys}.`);
  },
};

const systemActs = {
  activate: () => void app.emit("activate", preventable({}), BrowserWindow.getAllWindows().length > 0),
  /** As macOS hands over a link. */
  openUrl: (url: string) => void app.emit("open-url", preventable({}), url),
  pressShortcut,
  /** One of Electron's events of power, such as `suspend` and `resume`. */
  power: (event: string) => void powerMonitor.emit(event, preventable({})),
  setDark: (isDark: boolean) => nativeTheme.setSystem(isDark),
  setDisplays: (areas: Rectangle[]) => screen.set(areas),
  answerMessageBox,
  throwUncaught: (message: string) =>
    void setImmediate(() => {
      throw new Error(message);
    }),
};

interface Recorder {
  happened: unknown[];
  state(): unknown;
  act(name: string, args: unknown[]): void;
}

// The way by which the real Electron is looked at works here too, so that it can be tried.
const recorder = () => (globalThis as { recorder?: Recorder }).recorder ?? null;
const recordedActs = {
  recorded: () => {
    const found = recorder();
    return found && { happened: found.happened, state: found.state() };
  },
  actRecorded: (name: string, args: unknown[]) => recorder()?.act(name, args),
};

/** What a test can do to the app: what a person, the desktop or the system would do. */
export const acts = {
  state: stateNow,
  environment: (names: string[]) => names.map((name) => process.env[name] ?? null),
  ...windowActs,
  ...menuActs,
  ...notificationActs,
  ...systemActs,
  ...recordedActs,
};

/** What a test may ask for besides what the app's fixture has of its own. */
export type Acts = Omit<typeof acts, "state" | "environment" | keyof typeof recordedActs>;
