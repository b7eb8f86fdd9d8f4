// What the double and the test that started it say to each other.

/** Something that the app did, in the order in which it did it. */
export type Happening =
  | { what: "window-opened" | "window-closed"; id: number }
  | { what: "notification"; id: number; title: string; subtitle: string; body: string; urgency: string }
  | { what: "notification-closed"; id: number }
  | { what: "opened-outside"; url: string }
  | { what: "error-box"; title: string; content: string }
  | { what: "navigation-refused"; by: string; url: string }
  | { what: "window-open-refused"; url: string }
  | { what: "download-refused"; url: string }
  | { what: "permission"; permission: string; isGranted: boolean }
  | { what: "preload-error"; message: string };

export interface WindowState {
  id: number;
  url: string;
  isVisible: boolean;
  isFocused: boolean;
  options: {
    minWidth?: number;
    minHeight?: number;
    backgroundColor?: string;
    webPreferences?: Record<string, unknown>;
  };
}

export interface State {
  windows: WindowState[];
  /** Labels of the tray's menu; null while there is no tray. */
  tray: { toolTip: string; hasImage: boolean; labels: string[] } | null;
  /** Where Chromium listens for another Playwright, once a page is open. */
  browser: string | null;
}

export interface Command {
  id: number;
  act: string;
  args: unknown[];
}

export type Report =
  | { type: "answer"; id: number; result?: unknown; error?: string }
  | { type: "happened"; happening: Happening };
