import type { Bridge } from "#contract/bridge.ts";
import { openApprovalsOf } from "../state/approvals.ts";
import { selectSession } from "../state/hub.ts";

declare global {
  interface Window {
    /** The desktop app's native acts; not there in a browser. */
    muster?: Bridge;
  }
}

/** The discussion, at the newest approval that is open in it: the notification was about that. */
const show = (id: string) => selectSession(id, openApprovalsOf(id).at(-1)?.messageSeq ?? null);

/** Shows the discussion that the desktop asks for (a click on a notification); returns the way to stop. */
export const startBridge = (): (() => void) => window.muster?.onOpenSession(show) ?? (() => {});
