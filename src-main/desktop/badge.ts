import type { App, BrowserWindow, NativeImage } from "electron";
import type { Hub } from "../hub.ts";
import { needsWords } from "./tray-look.ts";

type Marked = Pick<BrowserWindow, "setOverlayIcon">;

export interface BadgeParts {
  platform: NodeJS.Platform;
  desk: Hub["desk"];
  app: Pick<App, "on" | "off" | "setBadgeCount">;
  windows(): readonly Marked[];
  /** The image with this name in the folder of icons. */
  imageAt(name: string): NativeImage;
}

const overlayOf = (count: number) => `tray/overlay/${count > 9 ? "more" : count}.png`;

/**
 * Keeps the count of who needs the person on the dock or the taskbar. Windows has it on the button of a window, so each new
 * one is given it too.
 */
export const createBadge = ({ platform, desk, app, windows, imageAt }: BadgeParts): { close(): void } => {
  const isOnWindows = platform === "win32";
  let count = 0;
  const mark = (window: Marked) =>
    window.setOverlayIcon(count === 0 ? null : imageAt(overlayOf(count)), count === 0 ? "" : needsWords(count));
  const markNew = (_event: unknown, window: Marked) => {
    if (count > 0) mark(window);
  };
  const set = (next: number) => {
    if (next === count) return;
    count = next;
    if (isOnWindows) for (const window of windows()) mark(window);
    else app.setBadgeCount(count);
  };
  if (isOnWindows) app.on("browser-window-created", markNew);
  const unwatch = desk.watch(({ counts }) => set(counts.needs));
  return {
    close: () => {
      unwatch();
      app.off("browser-window-created", markNew);
      set(0);
    },
  };
};
