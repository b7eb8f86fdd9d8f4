import { join } from "node:path";
import { app, BrowserWindow, nativeImage } from "electron";
import type { Hub, HubConfig } from "../hub.ts";
import { needsWords } from "./tray-look.ts";

type NoticeSurface = NonNullable<HubConfig["surface"]>;

const overlayOf = (count: number) => `tray/overlay/${count > 9 ? "more" : count}.png`;

/**
 * Keeps the count of who needs the person on the dock, or on the taskbar's button, as long as it runs. Windows has it on
 * the button of a window, so a new one is given it too.
 */
export const createBadge = (iconsDir: string, desk: Hub["desk"]): { close(): void } => {
  let count = 0;
  const mark = (window: BrowserWindow) => {
    const image = count === 0 ? null : nativeImage.createFromPath(join(iconsDir, overlayOf(count)));
    window.setOverlayIcon(image, count === 0 ? "" : needsWords(count));
  };
  const markNew = (_event: unknown, window: BrowserWindow) => {
    if (count > 0) mark(window);
  };
  const set = (next: number) => {
    if (next === count) return;
    count = next;
    if (process.platform === "win32") for (const window of BrowserWindow.getAllWindows()) mark(window);
    else app.setBadgeCount(count);
  };
  if (process.platform === "win32") app.on("browser-window-created", markNew);
  const unwatch = desk.watch(({ counts }) => set(counts.needs));
  return {
    close: () => {
      unwatch();
      app.off("browser-window-created", markNew);
      set(0);
    },
  };
};

/** Once: Windows and Linux go on by themselves until the window is in front, a Mac's dock icon jumps for a second. */
const flash = () => {
  if (process.platform === "darwin") {
    app.dock?.bounce("informational");
    return;
  }
  for (const window of BrowserWindow.getAllWindows()) {
    if (window.isFocused()) continue;
    window.once("focus", () => window.flashFrame(false));
    window.flashFrame(true);
  }
};

// Those that are still shown are fewer.
const mostRemembered = 100;

/** The same surface, which calls for the person at the dock or taskbar too: once for each notification that is urgent. */
export const flashUrgent = (surface: NoticeSurface): NoticeSurface => {
  const flashed = new Set<string>();
  const isNew = (id: string) => {
    if (flashed.has(id)) return false;
    if (flashed.size >= mostRemembered) flashed.clear();
    flashed.add(id);
    return true;
  };
  return {
    capabilities: () => surface.capabilities(),
    withdraw: (id) => surface.withdraw(id),
    onEvent: (listener) => surface.onEvent(listener),
    close: () => surface.close(),
    async show(notice) {
      await surface.show(notice);
      if (notice.loudness === "urgent" && isNew(notice.id)) flash();
    },
  };
};
