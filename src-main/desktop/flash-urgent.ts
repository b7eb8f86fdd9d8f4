import type { App, BrowserWindow } from "electron";
import type { HubConfig } from "../hub.ts";

type NoticeSurface = NonNullable<HubConfig["surface"]>;
type Flashing = Pick<BrowserWindow, "isFocused" | "flashFrame" | "once">;

export interface FlashParts {
  platform: NodeJS.Platform;
  dock: Pick<NonNullable<App["dock"]>, "bounce"> | undefined;
  windows(): readonly Flashing[];
}

/** Calls for the person: a Mac's dock icon jumps for a second, a taskbar's button stands out until the window is in front. */
const flash = ({ platform, dock, windows }: FlashParts) => {
  if (platform === "darwin") {
    dock?.bounce("informational");
    return;
  }
  for (const window of windows()) {
    if (window.isFocused()) continue;
    window.once("focus", () => window.flashFrame(false));
    window.flashFrame(true);
  }
};

// Those that are still shown are fewer.
const mostRemembered = 100;

/** The same surface, which also calls for the person at the dock or taskbar: once for each notification that is urgent. */
export const flashUrgent = (surface: NoticeSurface, parts: FlashParts): NoticeSurface => {
  const flashed = new Set<string>();
  return {
    capabilities: () => surface.capabilities(),
    async show(notice) {
      await surface.show(notice);
      if (notice.loudness !== "urgent" || flashed.has(notice.id)) return;
      if (flashed.size >= mostRemembered) flashed.clear();
      flashed.add(notice.id);
      flash(parts);
    },
    withdraw: (id) => surface.withdraw(id),
    onEvent: (listener) => surface.onEvent(listener),
    close: () => surface.close(),
  };
};
