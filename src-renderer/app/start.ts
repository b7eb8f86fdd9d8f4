import { listenForKeys } from "../features/keys/listen.ts";
import { startNotices } from "../features/notices/notices.ts";
import { startWelcome } from "../features/welcome/welcome.ts";
import { startDesktop } from "../state/desktop.ts";
import { startState } from "../state/start.ts";
import { watchFocus } from "../ui/last-focus.ts";
import { startBadge } from "./badge.ts";
import { startBridge } from "./bridge.ts";
import { startLooking } from "./looking.ts";

/** Starts what lives as long as the page. Before the first drawing: what is read then comes while the page is drawn. */
export const startAll = (): void => {
  startState();
  listenForKeys();
  startLooking();
  startBadge();
  startNotices();
  startDesktop();
  startWelcome();
  startBridge();
  watchFocus();
};
