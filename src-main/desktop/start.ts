import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, dialog, ipcMain, nativeImage, screen } from "electron";
import { createHub } from "../hub.ts";
import { dataFolders, type Folders } from "../platform/folders.ts";
import { createFileLogger } from "../platform/logger.ts";
import { describeHolder, findPortHolder } from "../platform/port-holder.ts";
import { removeAgentVariables } from "./agent-environment.ts";
import { setAppMenu } from "./app-menu.ts";
import { createBridgeActs } from "./bridge-acts.ts";
import { answerBridge } from "./bridge-calls.ts";
import { createMainWindow, type MainWindow } from "./main-window.ts";
import { createNotices } from "./notices.ts";
import { closeBeforeQuit } from "./quit.ts";
import { startFailure } from "./start-failure.ts";
import { createTray } from "./tray.ts";
import { createWindowPlace } from "./window-place.ts";

export interface DesktopFiles {
  iconsDir: string;
  /** The built bridge. */
  preload: string;
  /** The built screen. */
  rendererDir: string;
  /** The built command line. */
  toolsDir: string;
}

const appId = "dev.muster.app";

const refuse = async (error: unknown) => {
  const words = await startFailure(error, async (port) => describeHolder(await findPortHolder(port)));
  dialog.showErrorBox("Muster can't start", words);
  app.exit(1);
};

/** Beside the data, so that a hub in another data folder is another app with a window and a lock of its own. */
const prepareUserData = (home: string) => {
  const userData = join(home, "window");
  // Electron takes no folder that isn't there.
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath("userData", userData);
};

const startHub = async (files: DesktopFiles, folders: Folders, show: (sessionId: string) => void) => {
  const icon = nativeImage.createFromPath(join(files.iconsDir, "icon.png"));
  const notices = createNotices(icon, show);
  const logger = createFileLogger(folders.logs);
  const starting = createHub({
    home: folders.home,
    ...(process.env["MUSTER_HOST"] ? { host: process.env["MUSTER_HOST"] } : {}),
    clientDir: folders.client,
    rendererDir: files.rendererDir,
    toolsDir: files.toolsDir,
    notifier: notices,
    logger,
    env: process.env,
  });
  const close = async () => {
    notices.close();
    await (await starting).close();
    await logger.close();
  };
  closeBeforeQuit(close, (error) => logger.error({ error: String(error) }, "the hub did not end cleanly"));
  starting.catch((error: unknown) => logger.error({ error: String(error) }, "the hub could not start"));
  return { hub: await starting, logger, icon };
};

const run = async (files: DesktopFiles, folders: Folders) => {
  let window: MainWindow | null = null;
  const show = (sessionId?: string) =>
    window?.show(sessionId === undefined ? undefined : { to: "session", sessionId, messageSeq: null });
  const { hub, logger, icon } = await startHub(files, folders, show);
  answerBridge(ipcMain, hub.url, createBridgeActs());
  const place = createWindowPlace(join(app.getPath("userData"), "window.json"), () =>
    screen.getAllDisplays().map((display) => display.workArea),
  );
  window = createMainWindow({ hub, preload: files.preload, icon, place, logger });
  setAppMenu();
  const tray = createTray(files.iconsDir, { open: show, quit: () => app.quit() });
  app.on("will-quit", () => tray.close());
  app.on("second-instance", () => show());
  app.on("activate", () => show());
  show();
};

/** Starts the hub in the desktop app: one window on it, a tray icon, notifications. Ends the process itself. */
export const startDesktop = (files: DesktopFiles): void => {
  removeAgentVariables(process.env);
  const folders = dataFolders(process.env);
  app.setName("Muster");
  app.setAppUserModelId(appId);
  try {
    prepareUserData(folders.home);
  } catch (error) {
    void refuse(error);
    return;
  }
  app.enableSandbox();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // Without its window the app lives on in the tray.
  app.on("window-all-closed", () => undefined);
  app
    .whenReady()
    .then(() => run(files, folders))
    .catch(refuse);
};
