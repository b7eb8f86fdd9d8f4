import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, dialog } from "electron";
import { removeAgentVariables } from "../platform/agent-environment.ts";
import { dataFolders } from "../platform/folders.ts";
import { describeHolder, findPortHolder } from "../platform/port-holder.ts";
import { type Launch, parseLaunch } from "./launch.ts";
import { gatherLaunches } from "./launches.ts";
import { linkScheme } from "./links.ts";
import { type DesktopFiles, runDesktop } from "./run.ts";
import { startFailure } from "./start-failure.ts";

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

/** Has the system open links into the app with it. On Linux the package says so; a checkout's Electron would open without its app. */
const takeLinks = () => {
  // What follows `--` is no option of Chromium's, whatever a link holds.
  if (app.isPackaged && process.platform !== "linux")
    app.setAsDefaultProtocolClient(linkScheme, process.execPath, ["--"]);
};

/** On Wayland keys that work in every program go over the desktop's portal, as Electron's page on globalShortcut has it. */
const usePortalForKeys = () => {
  if (process.platform !== "linux") return;
  const asked = app.commandLine.getSwitchValue("enable-features");
  app.commandLine.appendSwitch("enable-features", [asked, "GlobalShortcutsPortal"].filter(Boolean).join(","));
};

const firstLaunch = (): Launch => {
  const launch = parseLaunch(process.argv);
  const isAtLogin = process.platform === "darwin" && app.getLoginItemSettings().wasOpenedAtLogin;
  return launch.act === "show" && launch.place === null && isAtLogin ? { act: "hide" } : launch;
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
  usePortalForKeys();
  const launch = firstLaunch();
  // The app that runs is told of this start, and of what it asks for.
  if (!app.requestSingleInstanceLock() || launch.act === "quit") {
    app.quit();
    return;
  }
  const launches = gatherLaunches(app, launch);
  // Without its window the app lives on in the tray.
  app.on("window-all-closed", () => undefined);
  let launchedBy: unknown;
  app.once("ready", (_event, info) => {
    launchedBy = info;
  });
  app
    .whenReady()
    .then(() => {
      takeLinks();
      return runDesktop(files, folders, launches, launchedBy);
    })
    .catch(refuse);
};
