import type { Menu, NativeImage, Tray } from "electron";
import type { Hub } from "../hub.ts";
import { createKeptMenu } from "./tray-kept-menu.ts";
import { imageOf, lookOf, titleOf, toolTipOf } from "./tray-look.ts";
import { type TrayEntry, trayMenu } from "./tray-menu.ts";

type Icon = Pick<Tray, "on" | "setImage" | "setToolTip" | "setTitle" | "setContextMenu" | "popUpContextMenu">;

export interface TrayIconParts {
  platform: NodeJS.Platform;
  desk: Hub["desk"];
  /** The image with this name in the folder of icons. */
  imageAt(name: string): NativeImage;
  /** How many pixels of the sharpest screen are one of the usual. */
  scale(): number;
  buildMenu(entries: readonly TrayEntry[]): Menu;
  open(): void;
  toggle(): void;
}

/** Calls `set` with a value only when it is another one: what is set again flickers on some panels. */
const onlyNew = <T>(set: (value: T) => void) => {
  let last: T | undefined;
  return (value: T) => {
    if (value === last) return;
    last = value;
    set(value);
  };
};

/** The name of the image that the icon begins with. */
export const imageNow = ({ desk, platform, scale }: Pick<TrayIconParts, "desk" | "platform" | "scale">): string =>
  imageOf(lookOf(desk.now()), platform, scale());

/** Keeps a tray icon true to the desk, as each system has it; returns the way to stop. */
export const followDesk = (icon: Icon, parts: TrayIconParts): (() => void) => {
  const { platform, desk } = parts;
  const setImage = onlyNew((name: string) => icon.setImage(parts.imageAt(name)));
  const setToolTip = onlyNew((words: string) => icon.setToolTip(words));
  const setTitle = onlyNew((words: string) => icon.setTitle(words, { fontType: "monospacedDigit" }));
  const entriesNow = () => trayMenu({ now: desk.now(), offers: desk.offers(), at: Date.now() });

  icon.on("click", () => parts.toggle());
  // The first of its clicks may have closed the window.
  icon.on("double-click", () => parts.open());
  // Linux takes a menu only beforehand. The others build it when it is opened: one that is set there takes clicks away.
  const kept = platform === "linux" ? createKeptMenu(icon, parts.buildMenu) : null;
  if (kept === null) icon.on("right-click", () => icon.popUpContextMenu(parts.buildMenu(entriesNow())));

  const unwatch = desk.watch((now) => {
    setImage(imageNow(parts));
    setToolTip(toolTipOf(now, Date.now()));
    if (platform === "darwin") setTitle(titleOf(now));
    kept?.show(entriesNow());
  });
  return () => {
    unwatch();
    kept?.close();
  };
};
