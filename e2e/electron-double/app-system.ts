import { EventEmitter } from "node:events";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { App, CommandLine, Dock, LoginItemSettings, LoginItemSettingsOptions, Settings } from "electron";
import { tell } from "./control.ts";
import { given } from "./given.ts";
import { setUserData } from "./user-data.ts";

type Used =
  | "name"
  | "isPackaged"
  | "badgeCount"
  | "setName"
  | "getName"
  | "getVersion"
  | "getAppPath"
  | "getLocale"
  | "getSystemLocale"
  | "getPreferredSystemLanguages"
  | "setAppUserModelId"
  | "setPath"
  | "getPath"
  | "setAppLogsPath"
  | "setLoginItemSettings"
  | "getLoginItemSettings"
  | "setBadgeCount"
  | "getBadgeCount"
  | "setAsDefaultProtocolClient"
  | "removeAsDefaultProtocolClient"
  | "isDefaultProtocolClient"
  | "setAboutPanelOptions"
  | "showAboutPanel"
  | "setUserTasks"
  | "setActivationPolicy"
  | "isAccessibilitySupportEnabled"
  | "disableHardwareAcceleration";

const argument = process.argv[1] ?? process.cwd();

/** Calls of `app` that speak with the system: where it lies, what it is registered for, what it shows at its icon. */
export class SystemApp extends EventEmitter implements Pick<App, Used> {
  name = "Electron";
  readonly isPackaged = given.isPackaged ?? false;
  /** What the icon in the dock or taskbar shows. */
  badgeCount = 0;
  readonly protocols = new Set<string>();
  loginItem: Settings = {};
  readonly commandLine: Pick<CommandLine, "appendSwitch" | "appendArgument" | "hasSwitch" | "getSwitchValue"> = {
    appendSwitch: () => undefined,
    appendArgument: () => undefined,
    hasSwitch: (name) => process.argv.some((one) => one === `--${name}` || one.startsWith(`--${name}=`)),
    getSwitchValue: (name) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3) ?? "",
  };
  /** Only a Mac has one. */
  readonly dock:
    | Pick<Dock, "bounce" | "cancelBounce" | "setBadge" | "getBadge" | "hide" | "show" | "setMenu">
    | undefined = process.platform === "darwin" ? createDock() : undefined;
  private readonly paths = new Map<string, string>([
    ["userData", join(tmpdir(), "electron-double")],
    ["home", homedir()],
    ["temp", tmpdir()],
    ["exe", process.execPath],
    ["module", process.execPath],
    ["appData", process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config")],
    ["logs", join(tmpdir(), "electron-double", "logs")],
    ["crashDumps", join(tmpdir(), "electron-double", "Crashpad")],
  ]);

  setName(name: string): void {
    this.name = name;
  }
  getName(): string {
    return this.name;
  }
  getVersion(): string {
    return given.version ?? "0.0.0";
  }
  getAppPath(): string {
    return given.appPath ?? dirname(argument);
  }
  getLocale(): string {
    return "en-GB";
  }
  getSystemLocale(): string {
    return "en-GB";
  }
  getPreferredSystemLanguages(): string[] {
    return ["en-GB"];
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
  setAppLogsPath(path?: string): void {
    if (path !== undefined) this.setPath("logs", path);
  }

  setLoginItemSettings(settings: Settings): void {
    this.loginItem = settings;
    tell({ what: "login-item", openAtLogin: settings.openAtLogin ?? false, args: settings.args ?? [] });
  }
  getLoginItemSettings(_options?: LoginItemSettingsOptions): LoginItemSettings {
    const openAtLogin = this.loginItem.openAtLogin ?? false;
    return {
      openAtLogin,
      wasOpenedAtLogin: given.wasOpenedAtLogin ?? false,
      status: openAtLogin ? "enabled" : "not-registered",
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }
  setBadgeCount(count = 0): boolean {
    this.badgeCount = count;
    return true;
  }
  getBadgeCount(): number {
    return this.badgeCount;
  }
  setAsDefaultProtocolClient(protocol: string): boolean {
    this.protocols.add(protocol);
    return true;
  }
  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.protocols.delete(protocol);
  }
  isDefaultProtocolClient(protocol: string): boolean {
    return this.protocols.has(protocol);
  }

  setAboutPanelOptions(): void {
    // Only the panel shows them.
  }
  showAboutPanel(): void {
    tell({ what: "about-panel" });
  }
  setUserTasks(): boolean {
    return true;
  }
  setActivationPolicy(): void {
    // Only a Mac has one.
  }
  isAccessibilitySupportEnabled(): boolean {
    return false;
  }
  disableHardwareAcceleration(): void {
    // Headless Chromium has none.
  }
}

const createDock = (): NonNullable<SystemApp["dock"]> => {
  let badge = "";
  return {
    bounce: (type = "informational") => {
      tell({ what: "dock-bounced", type });
      return 1;
    },
    cancelBounce: () => undefined,
    setBadge: (text) => void (badge = text),
    getBadge: () => badge,
    hide: () => undefined,
    show: () => Promise.resolve(),
    setMenu: () => undefined,
  };
};
