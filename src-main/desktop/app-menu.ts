import type { MenuItemConstructorOptions } from "electron";
import type { DesktopPlace } from "#contract/desktop.ts";

export interface AppMenuParts {
  platform: NodeJS.Platform;
  /** For who works on the app itself: the developer tools. */
  isDevelopment: boolean;
  /** The project's pages, where its package names them. */
  links: { home: string | null; problems: string | null };
  go(place: DesktopPlace): void;
  nextNeed(): void;
  openOutside(url: string): void;
  showLog(): void;
}

type Items = MenuItemConstructorOptions[];
const line: MenuItemConstructorOptions = { type: "separator" };

const appMenu = (about: MenuItemConstructorOptions, settings: MenuItemConstructorOptions): Items => [
  about,
  line,
  settings,
  line,
  { role: "services" },
  line,
  { role: "hide" },
  { role: "hideOthers" },
  { role: "unhide" },
  line,
  { role: "quit" },
];

const viewMenu = (isDevelopment: boolean): Items => [
  { role: "reload" },
  ...(isDevelopment ? ([{ role: "toggleDevTools" }] satisfies Items) : []),
  line,
  { role: "resetZoom" },
  { role: "zoomIn" },
  // The key with the plus on it, pressed without Shift.
  { role: "zoomIn", accelerator: "CommandOrControl+=", visible: false },
  { role: "zoomOut" },
  line,
  { role: "togglefullscreen" },
];

const helpMenu = ({ links, go, openOutside, showLog }: AppMenuParts): Items => {
  const { home, problems } = links;
  return [
    { label: "Keyboard Shortcuts", click: () => go({ to: "keys" }) },
    ...(home ? [{ label: "Muster's Pages", click: () => openOutside(home) }] : []),
    ...(problems ? [{ label: "Report a Problem…", click: () => openOutside(problems) }] : []),
    { label: "Show the Log", click: showLog },
  ];
};

/** The menus with the system's usual items and keys. Only a Mac always shows them; elsewhere Alt does. */
export const appMenuItems = (parts: AppMenuParts): MenuItemConstructorOptions[] => {
  const isMac = parts.platform === "darwin";
  const about: MenuItemConstructorOptions = { label: "About Muster", click: () => parts.go({ to: "about" }) };
  const settings: MenuItemConstructorOptions = {
    label: "Settings…",
    accelerator: "CommandOrControl+,",
    click: () => parts.go({ to: "settings" }),
  };
  const file: Items = [
    { label: "Join a Machine…", click: () => parts.go({ to: "join" }) },
    ...(isMac ? [] : [settings]),
    line,
    { role: "close" },
    ...(isMac ? [] : ([{ role: "quit" }] satisfies Items)),
  ];
  const discussions: Items = [
    { label: "Next That Needs You", click: parts.nextNeed },
    { label: "Search…", click: () => parts.go({ to: "new-search" }) },
  ];
  return [
    ...(isMac ? [{ label: "Muster", submenu: appMenu(about, settings) }] : []),
    { label: "&File", submenu: file },
    { role: "editMenu" },
    { label: "&View", submenu: viewMenu(parts.isDevelopment) },
    { label: "&Discussions", submenu: discussions },
    { role: "windowMenu" },
    { role: "help", submenu: [...helpMenu(parts), ...(isMac ? [] : [line, about])] },
  ];
};
