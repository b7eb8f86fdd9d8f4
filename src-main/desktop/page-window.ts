import { BrowserWindow, type NativeImage, nativeTheme } from "electron";
import type { HubConfig } from "../hub.ts";
import { smallestWindow, type WindowPlace } from "./window-place.ts";

export interface PageWindowParts {
  /** The built bridge. */
  preload: string;
  icon: NativeImage;
  place: WindowPlace;
}

/** Kept on disk, so that a person stays signed in from one start to the next. */
export const partition = "persist:muster";
// Chromium's name for a load that another one took the place of.
const wasAborted = -3;
/** The page's own, so that nothing flashes before it is drawn. */
export const background = () => (nativeTheme.shouldUseDarkColors ? "#0d1014" : "#f3f4f6");

/** A window that is not shown before its page is drawn. */
export const createPageWindow = ({ preload, icon, place }: PageWindowParts) => {
  const { isMaximized, isFullScreen, ...area } = place.read();
  const window = new BrowserWindow({
    ...area,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: "Muster",
    icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: {
      preload,
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: true,
      // A page that is opened again is drawn sooner by what was compiled the first time.
      v8CacheOptions: "bypassHeatCheck",
    },
  });
  window.once("ready-to-show", () => {
    if (isMaximized) window.maximize();
    if (isFullScreen) window.setFullScreen(true);
    window.show();
  });
  return window;
};

/** Calls back when the page is there, and when it goes to another. */
export const watchLoading = (
  window: BrowserWindow,
  logger: NonNullable<HubConfig["logger"]>,
  onLoaded: (isLoaded: boolean) => void,
) => {
  const contents = window.webContents;
  contents.on("did-start-navigation", (details) => {
    if (details.isMainFrame && !details.isSameDocument) onLoaded(false);
  });
  contents.on("did-finish-load", () => onLoaded(true));
  contents.on("did-fail-load", (_event, code, reason, _url, isMainFrame) => {
    if (!isMainFrame || code === wasAborted) return;
    logger.error({ code, reason }, "the window could not load its page");
    window.show();
  });
};
