import type { WebContents } from "electron";

// Chromium's own steps: each level is 20 % more than the one before.
const step = 0.5;
const least = -4;
const most = 5;

/** Has the mouse wheel zoom as in a browser, and a new page as large as the last one was. */
export const keepZoom = (
  contents: Pick<WebContents, "on" | "getZoomLevel" | "setZoomLevel">,
  kept: { read(): number; write(level: number): void },
): void => {
  contents.on("dom-ready", () => {
    if (contents.getZoomLevel() !== kept.read()) contents.setZoomLevel(kept.read());
  });
  contents.on("zoom-changed", (_event, direction) => {
    const level = contents.getZoomLevel() + (direction === "in" ? step : -step);
    contents.setZoomLevel(Math.max(least, Math.min(level, most)));
    kept.write(contents.getZoomLevel());
  });
};
