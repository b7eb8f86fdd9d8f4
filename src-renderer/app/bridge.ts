import type { DesktopPlace } from "#contract/desktop.ts";
import { goToNextNeed } from "../features/list/next-need.ts";
import { openApprovalsOf } from "../state/approvals.ts";
import { hubStore, openSettings, selectSession } from "../state/hub.ts";
import { closeLayers, openAbout, openJoin, openKeys, openPalette } from "../state/layout.ts";

/** The discussion, at that message, or else at the newest approval that is open in it. */
const showSession = (id: string, seq: number | null) =>
  selectSession(id, seq ?? openApprovalsOf(id).at(-1)?.messageSeq ?? null);

const go = (place: DesktopPlace): void => {
  closeLayers();
  switch (place.to) {
    case "session":
      return showSession(place.sessionId, place.messageSeq);
    case "settings":
      return openSettings();
    case "join":
      return openJoin();
    case "about":
      return openAbout();
    case "keys":
      return openKeys();
    case "new-search":
      return openPalette();
    case "next-need":
      return goToNextNeed();
  }
};

/** Runs it once the hub was read: a window that was just opened knows no session yet. Returns the way to call it off. */
const whenReady = (run: () => void): (() => void) => {
  if (hubStore.getState().phase === "ready") {
    run();
    return () => {};
  }
  const stop = hubStore.subscribe(({ phase }) => {
    if (phase !== "ready") return;
    stop();
    run();
  });
  return stop;
};

/** Goes where the desktop wants the page to be (a click on a notification, the tray, a link); returns the way to stop. */
export const startBridge = (): (() => void) => {
  let stopWaiting: (() => void) | null = null;
  const stop = window.muster?.on("go", (place) => {
    stopWaiting?.();
    // A discussion is read by itself, which needs nothing of the others.
    if (place.to === "session") go(place);
    else stopWaiting = whenReady(() => go(place));
  });
  return () => {
    stopWaiting?.();
    stop?.();
  };
};
