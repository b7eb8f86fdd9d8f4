import { KeysDialog } from "../features/keys/KeysDialog.tsx";
import { NoticeCards } from "../features/notices/NoticeCards.tsx";
import { SignInPage } from "../features/sign-in/SignInPage.tsx";
import { useHub } from "../state/hub.ts";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { Toasts } from "../ui/Toasts.tsx";
import { TooltipScope } from "../ui/Tooltip.tsx";
import { Shell } from "./Shell.tsx";

/** The whole screen. */
export const App = () => {
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
