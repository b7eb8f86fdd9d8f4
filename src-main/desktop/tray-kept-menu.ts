import type { Menu, Tray } from "electron";
import type { TrayEntry } from "./tray-menu.ts";

// Not every panel says when a menu is closed.
const longestOpenMs = 60_000;
// Some say that it is closed before they say what was chosen in it.
const chooseMs = 300;

/** The menu of a tray icon that has one beforehand: replaced only by another one, and not while it is open. */
export const createKeptMenu = (
  tray: Pick<Tray, "setContextMenu">,
  build: (entries: readonly TrayEntry[]) => Menu,
): { show(entries: readonly TrayEntry[]): void; close(): void } => {
  let shown = "";
  let wanted: readonly TrayEntry[] = [];
  let holding: NodeJS.Timeout | undefined;

  const hold = (ms: number) => {
    clearTimeout(holding);
    holding = setTimeout(() => {
      holding = undefined;
      replace();
    }, ms).unref();
  };
  const replace = () => {
    const text = JSON.stringify(wanted);
    if (holding !== undefined || text === shown) return;
    shown = text;
    const menu = build(wanted);
    menu.on("menu-will-show", () => hold(longestOpenMs));
    menu.on("menu-will-close", () => hold(chooseMs));
    tray.setContextMenu(menu);
  };
  return {
    show(entries) {
      wanted = entries;
      replace();
    },
    close: () => clearTimeout(holding),
  };
};
