import type { Bridge } from "#contract/bridge.ts";
import { selectSession } from "../state/hub.ts";

declare global {
  interface Window {
    /** The desktop app's native acts; not there in a browser. */
    muster?: Bridge;
  }
}

/** Shows the discussion that the desktop asks for (a click on a notification); returns the way to stop. */
export const startBridge = (): (() => void) => window.muster?.onOpenSession((id) => selectSession(id)) ?? (() => {});
