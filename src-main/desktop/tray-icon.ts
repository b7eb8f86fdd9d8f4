import type { Menu, NativeImage, Tray } from "electron";
import type { Hub } from "../hub.ts";
import { createKeptMenu, type KeptMenu } from "./tray-kept-menu.ts";
import { imageOf, lookOf, titleOf, toolTipOf } from "./tray-look.ts";
import { type TrayEntry, trayMenu } from "./tray-menu.ts";

type DeskNow = ReturnType<Hub["desk"]["now"]>;
type Icon = Pick<Tray, "on" | "setImage" | "setToolTip" | "setTitle" | "setContextMenu" | "popUpContextMenu">;

export interface TrayIconParts {
  platform: NodeJS.Platform;
  desk: Hub["desk"];
  /** The image with this name in the folder of icons. */
  imageAt(name: string): NativeImage;
  /** Calls `chosen` when the person chose something in it. */
  buildMenu(entries: readonly TrayEntry[], chosen: () => void): Menu;
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
export const imageNow = ({ desk, platform }: Pick<TrayIconParts, "desk" | "platform">): string =>
  imageOf(lookOf(desk.now()), platform);

/** Linux takes a menu only beforehand. */
const keepMenu = (icon: Icon, { buildMenu }: TrayIconParts) => {
  const kept: KeptMenu = createKeptMenu(icon, (entries) => buildMenu(entries, () => kept.chosen()));
  return kept;
};

/** The others build it when it is opened: one that is set there takes the clicks away. */
const openMenu = (icon: Icon, { buildMenu }: TrayIconParts, entriesNow: () => readonly TrayEntry[]) => {
  // Electron does not hold it itself while it is open.
  let opened: Menu;
  icon.on("right-click", () => {
    opened = buildMenu(entriesNow(), () => {});
    icon.popUpContextMenu(opened);
  });
};

/** Keeps a tray icon true to the desk, as each system has it; returns the way to stop. */
export const followDesk = (icon: Icon, parts: TrayIconParts): (() => void) => {
  const { platform, desk } = parts;
  const setImage = onlyNew((name: string) => icon.setImage(parts.imageAt(name)));
  const setToolTip = onlyNew((words: string) => icon.setToolTip(words));
  const setTitle = onlyNew((words: string) => icon.setTitle(words, { fontType: "monospacedDigit" }));
  const entriesOf = (now: DeskNow) => trayMenu({ now, offers: desk.offers(), at: Date.now() });
  const kept = platform === "linux" ? keepMenu(icon, parts) : null;
  if (kept === null) openMenu(icon, parts, () => entriesOf(desk.now()));
  icon.on("click", () => parts.toggle());
  // The first of its clicks may have closed the window.
  icon.on("double-click", () => parts.open());

  const unwatch = desk.watch((now) => {
    const toolTip = toolTipOf(now, Date.now());
    setImage(imageOf(lookOf(now), platform));
    if (platform === "darwin") setTitle(titleOf(now));
    if (kept === null) setToolTip(toolTip);
    else kept.show({ toolTip, entries: entriesOf(now) });
  });
  return () => {
    unwatch();
    kept?.close();
  };
};
