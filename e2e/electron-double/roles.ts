import type { BrowserWindow } from "./browser-window.ts";

type RoleAct = (window: BrowserWindow | null) => void;

const acts = new Map<string, RoleAct>();

/** Says what an entry of a menu with this role does. */
export const onRole = (role: string, act: RoleAct): void => void acts.set(role.toLowerCase(), act);

/** Does what the role says; roles that the double does not play do nothing. */
export const playRole = (role: string, window: BrowserWindow | null): void => acts.get(role.toLowerCase())?.(window);

/** The labels and keys that Electron gives its roles. https://electronjs.org/docs/latest/api/menu-item#roles */
export const roleWords: Record<string, { label: string; accelerator?: string }> = {
  about: { label: "About" },
  quit: { label: "Quit", accelerator: "CommandOrControl+Q" },
  close: { label: "Close Window", accelerator: "CommandOrControl+W" },
  minimize: { label: "Minimize", accelerator: "CommandOrControl+M" },
  undo: { label: "Undo", accelerator: "CommandOrControl+Z" },
  redo: { label: "Redo", accelerator: "Shift+CommandOrControl+Z" },
  cut: { label: "Cut", accelerator: "CommandOrControl+X" },
  copy: { label: "Copy", accelerator: "CommandOrControl+C" },
  paste: { label: "Paste", accelerator: "CommandOrControl+V" },
  pasteandmatchstyle: { label: "Paste and Match Style" },
  delete: { label: "Delete" },
  selectall: { label: "Select All", accelerator: "CommandOrControl+A" },
  reload: { label: "Reload", accelerator: "CommandOrControl+R" },
  resetzoom: { label: "Actual Size", accelerator: "CommandOrControl+0" },
  zoomin: { label: "Zoom In", accelerator: "CommandOrControl+Plus" },
  zoomout: { label: "Zoom Out", accelerator: "CommandOrControl+-" },
  togglefullscreen: { label: "Toggle Full Screen", accelerator: "F11" },
  toggledevtools: { label: "Toggle Developer Tools" },
  zoom: { label: "Zoom" },
  front: { label: "Bring All to Front" },
  hide: { label: "Hide" },
  hideothers: { label: "Hide Others" },
  unhide: { label: "Show All" },
  services: { label: "Services" },
  window: { label: "Window" },
  help: { label: "Help" },
  togglespellchecker: { label: "Check Spelling While Typing" },
};

/** What stands in the menus that Electron has ready. */
export const roleMenus: Record<string, { label: string; roles: string[] }> = {
  appmenu: {
    label: "App",
    roles: ["about", "---", "services", "---", "hide", "hideOthers", "unhide", "---", "quit"],
  },
  filemenu: { label: "File", roles: [process.platform === "darwin" ? "close" : "quit"] },
  editmenu: {
    label: "Edit",
    roles: ["undo", "redo", "---", "cut", "copy", "paste", "delete", "---", "selectAll"],
  },
  viewmenu: {
    label: "View",
    roles: ["reload", "toggleDevTools", "---", "resetZoom", "zoomIn", "zoomOut", "---", "togglefullscreen"],
  },
  windowmenu: { label: "Window", roles: ["minimize", "zoom", "close"] },
};
