import type { Bridge } from "#contract/bridge.ts";
import type { DesktopPlace } from "#contract/desktop.ts";
import { openApprovalsOf } from "../state/approvals.ts";
import { selectSession } from "../state/hub.ts";

declare global {
  interface Window {
    /** The desktop app's native acts; not there in a browser. */
    muster?: Bridge;
  }
}

/** The discussion, at that message, or else at the newest approval that is open in it. */
const showSession = (id: string, seq: number | null) =>
  selectSession(id, seq ?? openApprovalsOf(id).at(-1)?.messageSeq ?? null);

const go = (place: DesktopPlace): void => {
  if (place.to === "session") showSession(place.sessionId, place.messageSeq);
};

/** Goes where the desktop wants the page to be (a click on a notification); returns the way to stop. */
export const startBridge = (): (() => void) => window.muster?.on("go", go) ?? (() => {});
