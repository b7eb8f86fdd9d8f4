import { Menu, type MenuItemConstructorOptions } from "electron";

const view: MenuItemConstructorOptions = {
  label: "View",
  submenu: [
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
  ],
};

/** The menu that gives the usual keys for editing, zoom, closing and quitting; hidden but on a Mac. */
export const setAppMenu = (): void => {
  const first: MenuItemConstructorOptions =
    process.platform === "darwin"
      ? { role: "appMenu" }
      : { label: "Muster", submenu: [{ role: "close" }, { role: "quit" }] };
  Menu.setApplicationMenu(Menu.buildFromTemplate([first, { role: "editMenu" }, view, { role: "windowMenu" }]));
};
