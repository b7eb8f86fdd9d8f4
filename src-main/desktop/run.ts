import { homedir } from "node:os";
import { join } from "node:path";
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  screen,
  shell,
} from "electron";
import type { DesktopPlace } from "#contract/desktop.ts";
import { createHub } from "../hub.ts";
import type { Folders } from "../platform/folders.ts";
import { type ClosableLogger, createFileLogger } from "../platform/logger.ts";
import { appMenuItems } from "./app-menu.ts";
import { createBridgeActs } from "./bridge-acts.ts";
import { createBadge } from "./badge.ts";
import { answerBridge } from "./bridge-calls.ts";
import { createCommandLine } from "./command-line.ts";
import { createHubCrashes, watchHub } from "./crashes.ts";
import { createDesktop, type Desktop } from "./desktop-state.ts";
import { flashUrgent } from "./flash-urgent.ts";
import { findInstallation, projectLinks } from "./installation.ts";
import { startAgain } from "./launch.ts";
import type { Launches } from "./launches.ts";
import { readLicences } from "./licences.ts";
import { createLoginItem } from "./login-item.ts";
import { createMainWindow, type MainWindow } from "./main-window.ts";
import { createNeedCycle } from "./next-need.ts";
import { createNotices } from "./notices.ts";
import { watchPower } from "./power.ts";
import { closeBeforeQuit, type Quitting } from "./quit.ts";
import { createSettingsFile, type SettingsFile } from "./settings-file.ts";
import { createShortcut } from "./shortcut.ts";
import { createTray } from "./tray.ts";
import { createUpdates } from "./updates.ts";
import { createWindowPlace } from "./window-place.ts";

export interface DesktopFiles {
  iconsDir: string;
  /** The built bridge. */
  preload: string;
  /** The built screen. */
  rendererDir: string;
  /** The built command line. */
  toolsDir: string;
  /** Where the app's package.json lies. */
  appDir: string;
}

/** What the parts of the app share. */
interface Shared {
  files: DesktopFiles;
  folders: Folders;
  logger: ClosableLogger;
  settings: SettingsFile;
  /** Given back when the app ends, the last first. */
  closers: (() => unknown)[];
  /** Null until the hub is up. */
  window: MainWindow | null;
  /** Where the window is to begin: a click on a notification may have started the app. */
  firstPlace: DesktopPlace | undefined;
  /** What started the app, as Electron's `ready` has it. */
  launchedBy: unknown;
}

const show = (shared: Shared, place?: DesktopPlace) => {
  if (shared.window === null) shared.firstPlace = place;
  else shared.window.show(place);
};

const makeNotices = ({ files, launchedBy }: Shared, icon: Electron.NativeImage) => {
  const iconName = app.isPackaged ? "muster-desktop" : join(files.iconsDir, "icon.png");
  const { platform, env } = process;
  const notices = createNotices({ Notification, platform, env, icon, iconName, launchedBy });
  return flashUrgent(notices, { platform, dock: app.dock, windows: () => BrowserWindow.getAllWindows() });
};

const startHub = async (shared: Shared) => {
  const { files, folders, logger, closers, settings } = shared;
  const icon = nativeImage.createFromPath(join(files.iconsDir, "icon.png"));
  const surface = makeNotices(shared, icon);
  const starting = createHub({
    home: folders.home,
    ...(process.env["MUSTER_HOST"] ? { host: process.env["MUSTER_HOST"] } : {}),
    clientDir: folders.client,
    rendererDir: files.rendererDir,
    toolsDir: files.toolsDir,
    surface,
    openDiscussion: (sessionId, messageSeq) =>
      show(shared, sessionId === null ? { to: "next-need" } : { to: "session", sessionId, messageSeq }),
    logger,
    env: process.env,
  });
  const close = async () => {
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) await next();
    await (await starting).close();
    await settings.close();
    await logger.close();
  };
  const quitting = closeBeforeQuit(app, close, (error) =>
    logger.error({ error: String(error) }, "the hub did not end cleanly"),
  );
  starting.catch((error: unknown) => logger.error({ error: String(error) }, "the hub could not start"));
  return { hub: await starting, icon, quitting };
};

const createParts = (shared: Shared, quitting: Quitting, version: string, nextNeed: () => void) => {
  const { settings, logger, closers, files, folders } = shared;
  const tell = () => void desktop.state().then((state) => shared.window?.tell(state));
  const loginItem = createLoginItem({ app, platform: process.platform, env: process.env, execPath: process.execPath });
  const updates = createUpdates({
    isOn: settings.read().updates,
    installation: findInstallation(app.isPackaged, process.resourcesPath, process.env),
    load: async () => (await import("electron-updater")).default.autoUpdater,
    beforeInstall: async () => {
      // Where it is, is written down as the hub closes.
      shared.window?.current()?.close();
      await quitting.closeNow();
      app.releaseSingleInstanceLock();
    },
    startAgain: () => {
      app.relaunch(startAgain(process.env, true));
      app.exit(1);
    },
    onChange: tell,
    onMoved: (path) => loginItem.moved(path),
    logger,
  });
  const shortcut = createShortcut(globalShortcut, settings.read().shortcut, nextNeed);
  const commandLine = createCommandLine({
    toolsDir: files.toolsDir,
    home: folders.home,
    version,
    env: process.env,
    platform: process.platform,
    personal: homedir(),
  });
  void commandLine
    .keepCurrent()
    .catch((error: unknown) =>
      logger.warn({ error: String(error) }, "the command line on the PATH could not be renewed"),
    );
  const desktop: Desktop = createDesktop({ version, settings, loginItem, shortcut, updates, commandLine });
  closers.push(
    () => updates.close(),
    () => shortcut.close(),
  );
  const licences = () => readLicences(join(files.appDir, "out", "licences.txt"));
  return { updates, desktop, acts: createBridgeActs({ desktop, updates, commandLine, licences }) };
};

const setMenu = (shared: Shared, nextNeed: () => void) => {
  const items = appMenuItems({
    platform: process.platform,
    isDevelopment: !app.isPackaged,
    links: projectLinks(shared.files.appDir),
    go: (place) => show(shared, place),
    nextNeed,
    openOutside: (url) => void shell.openExternal(url).catch(() => undefined),
    showLog: () => void shell.openPath(shared.folders.logs),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(items));
};

const prepare = (files: DesktopFiles, folders: Folders, launchedBy: unknown): Shared => {
  const userData = app.getPath("userData");
  const logger = createFileLogger(folders.logs);
  const settings = createSettingsFile(join(userData, "desktop.json"), (error) =>
    logger.warn({ error: String(error) }, "the app's settings could not be written"),
  );
  const shared: Shared = {
    files,
    folders,
    logger,
    settings,
    closers: [],
    window: null,
    firstPlace: undefined,
    launchedBy,
  };
  const crashed = createHubCrashes({
    app,
    dialog,
    file: join(userData, "crashes.json"),
    logsFolder: folders.logs,
    env: process.env,
    hasWindow: () => shared.window?.current() != null,
    logger,
  });
  watchHub(app, crashed, logger);
  return shared;
};

const createWindow = (shared: Shared, hub: Awaited<ReturnType<typeof startHub>>["hub"], icon: Electron.NativeImage) =>
  createMainWindow({
    hub,
    preload: shared.files.preload,
    icon,
    place: createWindowPlace(join(app.getPath("userData"), "window.json"), () =>
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    settings: shared.settings,
    logsFolder: shared.folders.logs,
    logger: shared.logger,
  });

/** Runs the app from when Electron is ready: the hub, its window, the tray and what the system offers. */
export const runDesktop = async (
  files: DesktopFiles,
  folders: Folders,
  launches: Launches,
  launchedBy: unknown,
): Promise<void> => {
  const shared = prepare(files, folders, launchedBy);
  const { hub, icon, quitting } = await startHub(shared);
  const next = createNeedCycle(() => hub.desk.now().needs);
  const nextNeed = () => {
    const need = next();
    show(shared, need ? { to: "session", ...need } : undefined);
  };
  const { updates, acts } = createParts(shared, quitting, hub.version, nextNeed);
  answerBridge(ipcMain, hub.url, acts);
  shared.window = createWindow(shared, hub, icon);
  setMenu(shared, nextNeed);
  const tray = createTray({
    iconsDir: files.iconsDir,
    hub,
    logger: shared.logger,
    open: (place) => show(shared, place),
    toggle: () => shared.window?.toggle(),
    quit: () => app.quit(),
  });
  const badge = createBadge({
    platform: process.platform,
    desk: hub.desk,
    app,
    windows: () => BrowserWindow.getAllWindows(),
    imageAt: (name) => nativeImage.createFromPath(join(files.iconsDir, name)),
  });
  const power = watchPower(powerMonitor, {
    woke: () => {
      hub.woke();
      updates.catchUp();
    },
    isBack: () => hub.desk.refresh(),
  });
  shared.closers.push(
    () => tray.close(),
    () => badge.close(),
    () => power.close(),
  );
  launches.serve((launch) => {
    if (launch.act === "quit") app.quit();
    if (launch.act === "show") show(shared, launch.place ?? shared.firstPlace);
    shared.firstPlace = undefined;
  });
};
