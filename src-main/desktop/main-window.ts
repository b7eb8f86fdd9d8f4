import { BrowserWindow, type NativeImage, nativeTheme, session } from "electron";
import type { DesktopPlace } from "#contract/desktop.ts";
import { bridgeEventChannels } from "#contract/bridge-channels.ts";
import type { Hub, HubConfig } from "../hub.ts";
import { guardContents, guardSession } from "./guard.ts";
import { pageAddress } from "./page-address.ts";
import type { WindowPlace } from "./window-place.ts";

export interface MainWindow {
  /** Shows the window, makes it first if it was closed, and has it go to that place. */
  show(place?: DesktopPlace): void;
}

export interface MainWindowParts {
  hub: Pick<Hub, "url" | "signInLink">;
  /** The built bridge. */
  preload: string;
  icon: NativeImage;
  place: WindowPlace;
  logger: NonNullable<HubConfig["logger"]>;
}

// Kept on disk, so that a person stays signed in from one start to the next.
const partition = "persist:muster";
// Chromium's name for a load that another one took the place of.
const wasAborted = -3;

// A page that crashes again this soon stays closed until someone asks for it.
const restMilliseconds = 30_000;

const createWindow = ({ preload, icon, place }: MainWindowParts) =>
  new BrowserWindow({
    ...place.read(),
    minWidth: 360,
    minHeight: 480,
    title: "Muster",
    icon,
    show: false,
    autoHideMenuBar: true,
    // The page's own background, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#0d1014" : "#f3f4f6",
    webPreferences: {
      preload,
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    },
  });

const raise = (window: BrowserWindow) => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

/** The one window of the app. Its renderer lives only as long as it is open. */
export const createMainWindow = (parts: MainWindowParts): MainWindow => {
  const { hub, place, logger } = parts;
  const pageSession = session.fromPartition(partition);
  guardSession(pageSession, hub.url);
  let window: BrowserWindow | null = null;
  let asked: DesktopPlace | null = null;
  let isLoaded = false;
  let crashedAt = Number.NEGATIVE_INFINITY;

  const deliver = () => {
    if (!window || !isLoaded || asked === null) return;
    window.webContents.send(bridgeEventChannels.go, asked);
    asked = null;
  };

  const watchPage = (opened: BrowserWindow) => {
    const contents = opened.webContents;
    guardContents(contents, hub.url);
    contents.on("did-start-navigation", (details) => {
      if (details.isMainFrame && !details.isSameDocument) isLoaded = false;
    });
    contents.on("did-finish-load", () => {
      isLoaded = true;
      deliver();
    });
    contents.on("did-fail-load", (_event, code, reason, _url, isMainFrame) => {
      if (!isMainFrame || code === wasAborted) return;
      logger.error({ code, reason }, "the window could not load its page");
      opened.show();
    });
    contents.on("render-process-gone", (_event, details) => {
      if (details.reason === "clean-exit") return;
      logger.error({ reason: details.reason, exitCode: details.exitCode }, "the window's renderer ended");
      opened.destroy();
      const isFirst = Date.now() - crashedAt > restMilliseconds;
      crashedAt = Date.now();
      if (isFirst) open();
    });
  };

  const open = () => {
    const opened = createWindow(parts);
    window = opened;
    isLoaded = false;
    watchPage(opened);
    opened.once("ready-to-show", () => opened.show());
    opened.on("close", () => place.write(opened.getNormalBounds()));
    opened.on("closed", () => {
      if (window === opened) window = null;
    });
    void pageAddress(hub, pageSession)
      .then((address) => (opened.isDestroyed() ? undefined : opened.loadURL(address)))
      .catch((error: unknown) => logger.error({ error: String(error) }, "the window could not load its page"));
  };

  return {
    show: (wanted) => {
      if (wanted !== undefined) asked = wanted;
      if (window) raise(window);
      else open();
      deliver();
    },
  };
};
