import type { PageNotice } from "#contract/attention.ts";

/** The pages that people have open in browsers. A device may have several; only one of them is told of each thing. */
export interface Pages {
  /** Devices on which the person has a page open, other than the desktop app's own window. */
  open(personId: string): string[];
  show(deviceId: string, notice: PageNotice): void;
  withdraw(deviceId: string, noticeId: string): void;
  /** Whether the person looks at the discussion on any device, the desktop app's window included. */
  isLookedAt(sessionId: string, personId: string): boolean;
  /** Calls back when somebody begins to look at a discussion; returns the way to stop. */
  onLook(listener: (personId: string, sessionId: string) => void): () => void;
}

/** Nobody has a page open. */
export const noPages: Pages = {
  open: () => [],
  show: () => {},
  withdraw: () => {},
  isLookedAt: () => false,
  onLook: () => () => {},
};
