import { Notification, type NativeImage } from "electron";
import type { HubConfig } from "../hub.ts";
import { noticeText } from "./notice-text.ts";

type Notifier = NonNullable<HubConfig["notifier"]>;
type Notice = Parameters<Notifier["show"]>[0];

// Electron forgets a notification that nobody holds, and its click with it; a computer left alone must not hold all.
const mostHeld = 100;

/** Shows native notifications; a click on one calls `open` with its discussion. */
export const createNotices = (icon: NativeImage, open: (sessionId: string) => void): Notifier => {
  const held = new Map<Notification, Notice>();

  const forget = (isMeant: (notice: Notice) => boolean) => {
    for (const [shown, notice] of held) {
      if (!isMeant(notice)) continue;
      shown.close();
      held.delete(shown);
    }
  };

  const openFrom = (sessionId: string) => {
    forget((notice) => notice.sessionId === sessionId);
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
    held.set(shown, notice);
    const oldest = held.keys().next().value;
    if (held.size > mostHeld && oldest) held.delete(oldest);
    shown.show();
  };

  return {
    show,
    withdraw: (id) => forget((notice) => notice.id === id),
    close: () => forget(() => true),
  };
};
