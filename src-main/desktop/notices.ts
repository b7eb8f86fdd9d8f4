import { Notification, type NativeImage } from "electron";
import type { HubConfig } from "../hub.ts";
import { noticeText } from "./notice-text.ts";

type Notifier = NonNullable<HubConfig["notifier"]>;
type Notice = Parameters<Notifier["show"]>[0];

// Electron forgets a notification that nobody holds, and its click with it; a computer left alone must not hold all.
const mostHeld = 100;

/** Shows native notifications; a click on one calls `open` with its discussion. */
export const createNotices = (icon: NativeImage, open: (sessionId: string) => void): Notifier => {
  const held = new Map<Notification, string>();

  const openFrom = (sessionId: string) => {
    for (const [shown, id] of held) {
      if (id === sessionId) shown.close();
      if (id === sessionId) held.delete(shown);
    }
    open(sessionId);
  };

  const show = (notice: Notice) => {
    if (!Notification.isSupported()) return;
    const shown = new Notification({
      ...noticeText(notice, process.platform),
      // A Mac shows the app's own icon already.
      ...(process.platform === "darwin" ? {} : { icon }),
      urgency: notice.reason === "urgent" ? "critical" : "normal",
    });
    shown.on("click", () => openFrom(notice.sessionId));
    shown.on("failed", () => held.delete(shown));
    held.set(shown, notice.sessionId);
    const oldest = held.keys().next().value;
    if (held.size > mostHeld && oldest) held.delete(oldest);
    shown.show();
  };

  return {
    show,
    close: () => {
      for (const shown of held.keys()) shown.close();
      held.clear();
    },
  };
};
