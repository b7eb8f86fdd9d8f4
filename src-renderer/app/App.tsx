import { useEffect } from "react";
import { KeysDialog } from "../features/keys/KeysDialog.tsx";
import { listenForKeys } from "../features/keys/listen.ts";
import { NoticeCards } from "../features/notices/NoticeCards.tsx";
import { startNotices } from "../features/notices/notices.ts";
import { SignInPage } from "../features/sign-in/SignInPage.tsx";
import { startDesktop } from "../state/desktop.ts";
import { startWelcome } from "../features/welcome/welcome.ts";
import { useHub } from "../state/hub.ts";
import { startState } from "../state/start.ts";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { watchFocus } from "../ui/last-focus.ts";
import { Toasts } from "../ui/Toasts.tsx";
import { TooltipScope } from "../ui/Tooltip.tsx";
import { startBadge } from "./badge.ts";
import { startBridge } from "./bridge.ts";
import { startLooking } from "./looking.ts";
import { Shell } from "./Shell.tsx";

const startAll = () => {
  const stops = [
    startState(),
    listenForKeys(),
    startLooking(),
    startBadge(),
    startNotices(),
    startDesktop(),
    startWelcome(),
    startBridge(),
    watchFocus(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};

/** The whole screen. */
export const App = () => {
  useEffect(startAll, []);
  const isSignedOut = useHub((state) => state.phase === "signed-out");
  return (
    <TooltipScope>
      {isSignedOut ? <SignInPage /> : <Shell />}
      {!isSignedOut && <NoticeCards />}
      <KeysDialog />
      <Toasts />
      <LiveRegion />
    </TooltipScope>
  );
};
