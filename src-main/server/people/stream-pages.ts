import type { PageNotice } from "#contract/attention.ts";
import type { Pages } from "../../core/attention/pages.ts";

/** A page of a person that listens to the stream. */
export interface Page {
  personId: string;
  deviceId: string;
  /** The desktop app's own window: the desktop tells there. */
  isApp: boolean;
  lookingAt: string | null;
  /** Its place among all, by when it last said something. */
  lastSign: number;
  tell(frame: { type: "notice"; notice: PageNotice } | { type: "notice-withdrawn"; id: string }): void;
}

/** The pages that are open, as attention sees them. */
export interface OpenPages {
  pages: Pages;
  /** The page said what its person looks at. */
  looks(page: Page, sessionId: string | null): void;
  /** The page gave a sign. */
  touch(page: Page): void;
}

export const createOpenPages = (open: ReadonlySet<Page>): OpenPages => {
  const listeners = new Set<(personId: string, sessionId: string) => void>();
  let signs = 0;
  const all = () => Array.from(open);
  const ofDevice = (deviceId: string) => all().filter((page) => page.deviceId === deviceId && !page.isApp);
  const touch = (page: Page) => {
    signs += 1;
    page.lastSign = signs;
  };
  return {
    touch,
    looks(page, sessionId) {
      touch(page);
      const before = page.lookingAt;
      page.lookingAt = sessionId;
      if (sessionId === null || sessionId === before) return;
      for (const listener of listeners) listener(page.personId, sessionId);
    },
    pages: {
      open: (personId) =>
        Array.from(
          new Set(all().flatMap((page) => (page.personId === personId && !page.isApp ? [page.deviceId] : []))),
        ),
      show(deviceId, notice) {
        // Two pages of one browser would tell it twice: the one that was used last does.
        const last = ofDevice(deviceId).toSorted((a, b) => b.lastSign - a.lastSign)[0];
        last?.tell({ type: "notice", notice });
      },
      withdraw(deviceId, id) {
        for (const page of ofDevice(deviceId)) page.tell({ type: "notice-withdrawn", id });
      },
      isLookedAt: (sessionId, personId) =>
        all().some((page) => page.lookingAt === sessionId && page.personId === personId),
      onLook(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
};
