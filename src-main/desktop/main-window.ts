import { app, type BrowserWindow, nativeTheme, session } from "electron";
import { bridgeEventChannels } from "#contract/bridge-channels.ts";
import type { DesktopPlace, DesktopState } from "#contract/desktop.ts";
import type { Hub, HubConfig } from "../hub.ts";
import { offerContextMenu } from "./context-menu-shown.ts";
import { guardContents, guardSession } from "./guard.ts";
import { hashOf, pageAddress, pageHash } from "./page-address.ts";
import { createPageCrashes } from "./page-crashes.ts";
import { background, createPageWindow, type PageWindowParts, partition, watchLoading } from "./page-window.ts";
import { keepZoom } from "./page-zoom.ts";
import type { SettingsFile } from "./settings-file.ts";
import { checkSpelling } from "./spell-check.ts";

export interface MainWindow {
  /** Shows the window, makes it first if it was closed, and has it go to that place. */
  show(place?: DesktopPlace): void;
  /** Shows it, or closes it when it is in front. */
  toggle(): void;
  /** Tells the page what became of the app. */
  tell(state: DesktopState): void;
  /** Null while it is closed. */
  current(): BrowserWindow | null;
}

export interface MainWindowParts extends PageWindowParts {
  hub: Pick<Hub, "url" | "signInLink">;
  settings: SettingsFile;
  logsFolder: string;
  logger: NonNullable<HubConfig["logger"]>;
}

// No longer than a click takes.
const clickMilliseconds = 300;

const raise = (window: BrowserWindow) => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

/** Writes down where the window is, and what it shows. */
const keepPlace = ({ hub, place, settings }: MainWindowParts, window: BrowserWindow) => {
  place.write({
    ...window.getNormalBounds(),
    isMaximized: window.isMaximized(),
    isFullScreen: window.isFullScreen(),
  });
  const page = pageHash(window.webContents.getURL(), hub.url);
  settings.change({ zoomLevel: window.webContents.getZoomLevel(), ...(page === null ? {} : { page }) });
};

const equip = ({ hub, settings }: MainWindowParts, window: BrowserWindow) => {
  guardContents(window.webContents, hub.url);
  offerContextMenu(window, hub.url);
  keepZoom(window.webContents, {
    read: () => settings.read().zoomLevel,
    write: (zoomLevel) => settings.change({ zoomLevel }),
  });
};

/** The one window of the app. Its renderer lives only as long as it is open. */
export const createMainWindow = (parts: MainWindowParts): MainWindow => {
  const { hub, settings, logger } = parts;
  const pageSession = session.fromPartition(partition);
  guardSession(pageSession, hub.url);
  let window: BrowserWindow | null = null;
  let asked: DesktopPlace | null = null;
  let isLoaded = false;
  let blurredAt = Number.NEGATIVE_INFINITY;

  const deliver = () => {
    if (!window || !isLoaded || asked === null) return;
    window.webContents.send(bridgeEventChannels.go, asked);
    asked = null;
  };
  let isSpellingSet = false;
  const open = () => {
    // Dictionaries are loaded from the net as soon as languages are set: not for an app that has shown no window yet.
    if (!isSpellingSet) checkSpelling(pageSession, app.getPreferredSystemLanguages(), process.platform);
    isSpellingSet = true;
    const hash = (asked && hashOf(asked)) ?? settings.read().page;
    // Asked before the window is made: that takes its time.
    const address = pageAddress(hub, pageSession, hash);
    const opened = createPageWindow(parts);
    window = opened;
    isLoaded = false;
    equip(parts, opened);
    watchLoading(opened, logger, (isNow) => {
      isLoaded = isNow;
      deliver();
    });
    crashes.watch(opened, () => keepPlace(parts, opened));
    opened.on("blur", () => {
      blurredAt = Date.now();
    });
    opened.on("close", () => keepPlace(parts, opened));
    opened.on("closed", () => {
      if (window === opened) window = null;
    });
    void address
      .then((url) => (opened.isDestroyed() ? undefined : opened.loadURL(url)))
      .catch((error: unknown) => logger.error({ error: String(error) }, "the window could not load its page"));
  };
  const crashes = createPageCrashes({ logsFolder: parts.logsFolder, logger, open: () => window ?? open() });
  nativeTheme.on("updated", () => window?.setBackgroundColor(background()));

  // A click on the tray's icon takes the focus away before it is told.
  const isInFront = (opened: BrowserWindow) => opened.isFocused() || Date.now() - blurredAt < clickMilliseconds;

  const show = (wanted?: DesktopPlace) => {
    if (wanted !== undefined) asked = wanted;
    if (window) raise(window);
    else open();
    deliver();
  };
  return {
    show,
    toggle: () => {
      if (window?.isVisible() && !window.isMinimized() && isInFront(window)) window.close();
      else show();
    },
    tell: (state) => {
      if (window && isLoaded) window.webContents.send(bridgeEventChannels.desktopChanged, state);
    },
    current: () => window,
  };
};
