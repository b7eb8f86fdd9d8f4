import { join } from "node:path";
import { clipboard, Menu, type MenuItemConstructorOptions, nativeImage, screen, Tray } from "electron";
import type { DesktopPlace } from "#contract/desktop.ts";
import type { Hub, HubConfig } from "../hub.ts";
import { imageOf, lookOf, titleOf, toolTipOf } from "./tray-look.ts";
import { createKeptMenu } from "./tray-kept-menu.ts";
import { type TrayAct, type TrayEntry, trayMenu } from "./tray-menu.ts";

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

const sharpestScale = () => Math.max(1, ...screen.getAllDisplays().map(({ scaleFactor }) => scaleFactor));

/** Calls `set` with a value only when it is another one: what is set again flickers on some panels. */
const onlyNew = <T>(set: (value: T) => void) => {
  let last: T | undefined;
  return (value: T) => {
    if (value === last) return;
    last = value;
    set(value);
  };
};

/**
 * Shows the tray icon, which follows the hub's desk; `close` takes it away. Hold the answer: Electron forgets an icon that
 * nobody holds.
 */
export const createTray = (parts: TrayParts): { close(): void } => {
  const { desk } = parts.hub;
  const { platform } = process;
  const imageAt = (name: string) => nativeImage.createFromPath(join(parts.iconsDir, name));
  const imageNow = () => imageOf(lookOf(desk.now()), platform, sharpestScale());
  const tray = new Tray(imageAt(imageNow()));
  const setImage = onlyNew((name: string) => tray.setImage(imageAt(name)));
  const setToolTip = onlyNew((words: string) => tray.setToolTip(words));
  const setTitle = onlyNew((words: string) => tray.setTitle(words, { fontType: "monospacedDigit" }));
  const entriesNow = () => trayMenu({ now: desk.now(), offers: desk.offers(), at: Date.now() });
  const build = (entries: readonly TrayEntry[]) =>
    Menu.buildFromTemplate(toTemplate(entries, (act) => runAct(parts, act)));

  tray.on("click", () => parts.toggle());
  // The first of its clicks may have closed the window.
  tray.on("double-click", () => parts.open());
  // Linux takes a menu only beforehand. The others build it when it is opened: one that is set there takes clicks away.
  const kept = platform === "linux" ? createKeptMenu(tray, build) : null;
  if (kept === null) tray.on("right-click", () => tray.popUpContextMenu(build(entriesNow())));

  const unwatch = desk.watch((now) => {
    setImage(imageNow());
    setToolTip(toolTipOf(now, Date.now()));
    if (platform === "darwin") setTitle(titleOf(now));
    kept?.show(entriesNow());
  });
  return {
    close: () => {
      unwatch();
      kept?.close();
      tray.destroy();
    },
  };
};
