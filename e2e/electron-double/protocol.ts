// What the double and the test that started it say to each other.

/** Something that the app did, in the order in which it did it. */
export type Happening =
  | { what: "window-opened" | "window-closed"; id: number }
  | ShownNotification
  | { what: "notification-closed"; id: number }
  | { what: "opened-outside"; url: string }
  | { what: "opened-path"; path: string }
  | { what: "error-box"; title: string; content: string }
  | { what: "message-box"; id: number; message: string; detail: string; buttons: string[] }
  | { what: "menu-popup"; labels: string[] }
  | { what: "about-panel" | "relaunch" | "crash-reporter" }
  | { what: "login-item"; openAtLogin: boolean; args: string[] }
  | { what: "dock-bounced"; type: string }
  | { what: "flashed"; id: number; isOn: boolean }
  | { what: "navigation-refused"; by: string; url: string }
  | { what: "window-open-refused" | "popup-closed"; url: string }
  | { what: "download-refused"; url: string }
  | { what: "permission"; permission: string; isGranted: boolean }
  | { what: "preload-error"; message: string };

export interface ShownNotification {
  what: "notification";
  id: number;
  title: string;
  subtitle: string;
  body: string;
  urgency: string;
  /** Labels of its buttons. */
  actions: string[];
  hasReply: boolean;
  replyPlaceholder: string;
  silent: boolean;
}

export interface MenuEntry {
  label: string;
  type: string;
  enabled: boolean;
  checked?: boolean;
  accelerator?: string;
  sublabel?: string;
  submenu?: MenuEntry[];
}

export interface WindowState {
  id: number;
  /** What Chromium calls its page; empty until it has one. */
  targetId: string;
  url: string;
  title: string;
  isVisible: boolean;
  isFocused: boolean;
  isMaximized: boolean;
  isFullScreen: boolean;
  bounds: { x: number; y: number; width: number; height: number };
  zoomFactor: number;
  /** The small picture at the taskbar's icon, and what it says. */
  overlay: { image: string | null; description: string } | null;
  options: {
    minWidth?: number;
    minHeight?: number;
    backgroundColor?: string;
    webPreferences?: Record<string, unknown>;
  };
}

export interface TrayState {
  toolTip: string;
  title: string;
  hasImage: boolean;
  /** The name of the image's file. */
  image: string | null;
  /** Labels of the menu's own entries. */
  labels: string[];
  menu: MenuEntry[];
  /** How often a menu was put on it. */
  menusSet: number;
}

export interface State {
  windows: WindowState[];
  /** Null while there is no tray. */
  tray: TrayState | null;
  /** Where Chromium listens for another Playwright, once a page is open. */
  browser: string | null;
  /** The app's own menu. */
  menu: MenuEntry[];
  badgeCount: number;
  protocols: string[];
  shortcuts: string[];
  /** How many things keep the computer awake. */
  heldAwake: number;
  clipboard: string;
  spellCheck: { isOn: boolean; languages: string[]; words: string[] };
}

export interface Command {
  id: number;
  act: string;
  args: unknown[];
}

export type Report =
  | { type: "answer"; id: number; result?: unknown; error?: string }
  | { type: "happened"; happening: Happening };
