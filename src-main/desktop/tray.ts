import { join } from "node:path";
import { Menu, Tray, nativeImage } from "electron";

export interface TrayActs {
  open(): void;
  quit(): void;
}

const imageName = (platform: NodeJS.Platform) => {
  if (platform === "darwin") return "trayTemplate.png";
  return platform === "win32" ? "tray.ico" : "tray.png";
};

/** Shows the tray icon; `close` takes it away. Hold the answer: Electron forgets an icon that nobody holds. */
export const createTray = (iconsDir: string, acts: TrayActs): { close(): void } => {
  const isMac = process.platform === "darwin";
  const tray = new Tray(nativeImage.createFromPath(join(iconsDir, imageName(process.platform))));
  tray.setToolTip("Muster");
  const menu = Menu.buildFromTemplate([
    { label: "Open Muster", click: () => acts.open() },
    { type: "separator" },
    { label: "Quit", click: () => acts.quit() },
  ]);
  tray.on("click", () => acts.open());
  // On a Mac a tray icon with a menu of its own no longer says that it was clicked.
  if (isMac) tray.on("right-click", () => tray.popUpContextMenu(menu));
  else tray.setContextMenu(menu);
  return { close: () => tray.destroy() };
};
