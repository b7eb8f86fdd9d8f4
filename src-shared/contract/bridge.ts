/** The few native acts that a window of the desktop app offers to the screen, as `window.muster`. */
export interface Bridge {
  platform: "linux" | "darwin" | "win32" | "other";
  /** Opens an http or https address in the person's browser; anything else is refused. */
  openExternal(url: string): Promise<void>;
  /** Calls back when the desktop wants a discussion shown (a click on a notification); returns the way to stop. */
  onOpenSession(show: (sessionId: string) => void): () => void;
}

/** The channels between window and main process. */
export const bridgeChannels = { openExternal: "muster:open-external", openSession: "muster:open-session" } as const;
