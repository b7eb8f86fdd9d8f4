import type { App } from "electron";
import { type AutostartFile, autostartPath, createAutostartFile } from "./autostart-file.ts";
import { hiddenArgument } from "./launch.ts";

/** Whether the app starts when the person logs in, hidden in the tray. */
export interface LoginItem {
  state(): Promise<{ isOn: boolean; canChange: boolean }>;
  /** Rejects, with words for the person, when the system doesn't let it. */
  set(isOn: boolean): Promise<void>;
  /** The program lies at another path from now on. Done when it returns: the app may be about to end. */
  moved(path: string): void;
}

export interface LoginItemParts {
  app: Pick<App, "getLoginItemSettings" | "setLoginItemSettings" | "isPackaged">;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  execPath: string;
}

const refused = () => Promise.reject(new Error("The system did not let Muster start at login."));

/** One that can't be had: a checkout's Electron would start without its app. */
const none: LoginItem = {
  state: () => Promise.resolve({ isOn: false, canChange: false }),
  set: refused,
  moved: () => undefined,
};

const byFile = (file: AutostartFile): LoginItem => ({
  state: async () => ({ isOn: await file.isOn(), canChange: true }),
  set: (isOn) => file.set(isOn).catch(refused),
  moved: (path) => file.rename([path, hiddenArgument]),
});

const bySystem = ({ app, platform, execPath }: LoginItemParts): LoginItem => {
  // On macOS a login item has no arguments: there the app asks the system how it was started.
  const own = platform === "win32" ? { path: execPath, args: [hiddenArgument] } : {};
  const isOn = () => {
    const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings(own);
    // Switched off in the Task Manager, the entry stays and does nothing.
    return platform === "win32" ? openAtLogin && executableWillLaunchAtLogin : openAtLogin;
  };
  return {
    state: () => Promise.resolve({ isOn: isOn(), canChange: true }),
    set: (wanted) => {
      app.setLoginItemSettings({ ...own, openAtLogin: wanted });
      return isOn() === wanted ? Promise.resolve() : refused();
    },
    // Installed anew, an app stays where it was.
    moved: () => undefined,
  };
};

/** By the system's own means: login items on macOS, the registry on Windows, a file of the autostart folder elsewhere. */
export const createLoginItem = (parts: LoginItemParts): LoginItem => {
  const { app, platform, env, execPath } = parts;
  if (!app.isPackaged || env["PORTABLE_EXECUTABLE_FILE"]) return none;
  if (platform === "darwin" || platform === "win32") return bySystem(parts);
  // An AppImage runs from a folder that is there only as long as it runs.
  const item = byFile(createAutostartFile(autostartPath(env), [env["APPIMAGE"] || execPath, hiddenArgument]));
  item.moved(env["APPIMAGE"] || execPath);
  return item;
};
