import type { Menu, Tray } from "electron";
import type { TrayEntry } from "./tray-menu.ts";

// Over D-Bus it is told that a menu opens, but not that it closes (Chromium's components/dbus/menu).
const longestOpenMs = 20_000;
// Long enough for what was chosen in it to arrive.
const chooseMs = 300;

/** What a tray icon says where a person opens it. */
interface Words {
  toolTip: string;
  entries: readonly TrayEntry[];
}

export interface KeptMenu {
  show(words: Words): void;
  /** Something was chosen in it, so that it is closed now. */
  chosen(): void;
  close(): void;
}

/**
 * The menu of a tray icon that has one beforehand: replaced only by another one, and not while it is open. The tool tip goes
 * with it, since on Linux the menu is sent again with each (Chromium's status_icon_linux_dbus.cc).
 */
export const createKeptMenu = (
  tray: Pick<Tray, "setContextMenu" | "setToolTip">,
  build: (entries: readonly TrayEntry[]) => Menu,
): KeptMenu => {
  const shown = { toolTip: "", menu: "" };
  let wanted: Words | null = null;
  let holding: NodeJS.Timeout | undefined;

  const replace = () => {
    if (wanted === null) return;
    if (wanted.toolTip !== shown.toolTip) {
      shown.toolTip = wanted.toolTip;
      tray.setToolTip(wanted.toolTip);
    }
    const text = JSON.stringify(wanted.entries);
    if (text === shown.menu) return;
    shown.menu = text;
    const menu = build(wanted.entries);
    menu.on("menu-will-show", () => hold(0));
    menu.on("menu-will-close", () => hold(chooseMs));
    tray.setContextMenu(menu);
  };
  /** Replaces nothing for a while; `0`: what is wanted now is still shown, then nothing as long as it is open. */
  const hold = (ms: number) => {
    clearTimeout(holding);
    holding = setTimeout(() => {
      holding = undefined;
      replace();
      if (ms === 0) hold(longestOpenMs);
    }, ms).unref();
  };
  return {
    show(words) {
      wanted = words;
      if (holding === undefined) replace();
    },
    chosen: () => hold(chooseMs),
    close: () => clearTimeout(holding),
  };
};
