import { join } from "node:path";
import { clipboard, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from "electron";
import type { DesktopPlace } from "#contract/desktop.ts";
import type { Hub, HubConfig } from "../hub.ts";
import { followDesk, imageNow } from "./tray-icon.ts";
import type { TrayAct, TrayEntry } from "./tray-menu.ts";

export interface TrayParts {
  iconsDir: string;
  hub: Pick<Hub, "desk" | "address">;
  logger: NonNullable<HubConfig["logger"]>;
  /** Shows the window, at that place if one is named. */
  open(place?: DesktopPlace): void;
  /** Shows the window, or closes it when it is in front. */
  toggle(): void;
  quit(): void;
}

const runAct = ({ hub, logger, ...parts }: TrayParts, act: TrayAct): void => {
  const attempt = (work: Promise<void>, failed: string) =>
    void work.catch((error: unknown) => logger.error({ error: String(error) }, failed));
  switch (act.do) {
    case "open":
      return act.place === null ? parts.open() : parts.open(act.place);
    case "pause":
      return attempt(hub.desk.setDoNotDisturb(act.choice), "notifications could not be paused or resumed");
    case "copy-address":
      return attempt(clipboard.writeText(hub.address), "the hub's address could not be copied");
    case "quit":
      return parts.quit();
  }
};

const toTemplate = (entries: readonly TrayEntry[], run: (act: TrayAct) => void): MenuItemConstructorOptions[] =>
  entries.map((entry) => {
    switch (entry.type) {
      case "separator":
        return { type: "separator" };
      case "words":
        return { label: entry.label, enabled: false };
      case "act":
        return { label: entry.label, click: () => run(entry.act) };
      case "submenu":
        return { label: entry.label, submenu: toTemplate(entry.entries, run) };
    }
  });

/**
 * Shows the tray icon, which follows the hub's desk; `close` takes it away. Hold the answer: Electron forgets an icon that
 * nobody holds.
 */
export const createTray = (parts: TrayParts): { close(): void } => {
  const follow = {
    platform: process.platform,
    desk: parts.hub.desk,
    imageAt: (name: string) => nativeImage.createFromPath(join(parts.iconsDir, name)),
    buildMenu: (entries: readonly TrayEntry[], chosen: () => void) =>
      Menu.buildFromTemplate(
        toTemplate(entries, (act) => {
          chosen();
          runAct(parts, act);
        }),
      ),
    open: () => parts.open(),
    toggle: () => parts.toggle(),
  };
  const tray = new Tray(follow.imageAt(imageNow(follow)));
  const stop = followDesk(tray, follow);
  return {
    close: () => {
      stop();
      tray.destroy();
    },
  };
};
