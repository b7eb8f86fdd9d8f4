import { ApprovalsPage } from "../features/approvals/ApprovalsPage.tsx";
import { AboutDialog } from "../features/desktop/AboutDialog.tsx";
import { LoginCard } from "../features/desktop/LoginCard.tsx";
import { Discussion } from "../features/discussion/Discussion.tsx";
import { JoinDialog } from "../features/join/JoinDialog.tsx";
import { Welcome } from "../features/join/Welcome.tsx";
import { LedgerPage } from "../features/ledger/LedgerPage.tsx";
import { ListPane } from "../features/list/ListPane.tsx";
import { SessionDialogs } from "../features/list/SessionDialogs.tsx";
import { useGroups } from "../features/list/use-groups.ts";
import { useListKeys } from "../features/list/use-list-keys.ts";
import { Palette } from "../features/palette/Palette.tsx";
import { DevicesPage } from "../features/people/DevicesPage.tsx";
import { PeoplePage } from "../features/people/PeoplePage.tsx";
import { Rail } from "../features/rail/Rail.tsx";
import { RulesPage } from "../features/rules/RulesPage.tsx";
import { SettingsPage } from "../features/settings/SettingsPage.tsx";
import { TopBar } from "../features/topbar/TopBar.tsx";
import { FirstSteps } from "../features/welcome/FirstSteps.tsx";
import { useWelcome } from "../features/welcome/welcome.ts";
import { useDesktopAwaited } from "../state/desktop.ts";
import { useHub } from "../state/hub.ts";
import { usePhone } from "../state/layout.ts";
import { classes } from "../ui/classes.ts";
import { AwayBanner } from "./AwayBanner.tsx";
import { FactsPane } from "./FactsPane.tsx";
import { NoSelection } from "./NoSelection.tsx";
import styles from "./Shell.module.css";
import { useShellKeys } from "./use-shell-keys.ts";

/** What stands beside the list. */
const Talk = () => {
  const selectedId = useHub((state) => state.selectedId);
  const focusSeq = useHub((state) => state.focusSeq);
  const isReady = useHub((state) => state.phase === "ready");
  const isEmpty = useHub((state) => state.phase === "ready" && Object.keys(state.sessions).length === 0);
  const isWelcome = useWelcome();
  const isAwaited = useDesktopAwaited();
  if (selectedId !== null && isReady)
    return (
      <>
        <main className={styles.talk}>
          <Discussion key={selectedId} sessionId={selectedId} focusSeq={focusSeq} />
        </main>
        <FactsPane key={selectedId} sessionId={selectedId} />
      </>
    );
  // Until the app says whether it was started before, neither of its beginnings is shown.
  if (isAwaited) return <main className={styles.talk} />;
  return (
    <main className={classes(styles.talk, styles.wide)}>
      {isReady && isWelcome && <FirstSteps />}
      {!isWelcome && isEmpty && <Welcome />}
      {isReady && !isWelcome && !isEmpty && <NoSelection />}
    </main>
  );
};

const SessionsPage = () => {
  const groups = useGroups();
  const isPhone = usePhone();
  const hasSelected = useHub((state) => state.selectedId !== null);
  const isEmpty = useHub((state) => state.phase === "ready" && Object.keys(state.sessions).length === 0);
  useListKeys(groups, isPhone);
  const isWelcome = useWelcome({ isOnlyAskedFor: true });
  if (isPhone && !hasSelected && !isEmpty && !isWelcome)
    return (
      <main className={styles.only}>
        <ListPane groups={groups} />
      </main>
    );
  return (
    <>
      {!isPhone && <ListPane groups={groups} />}
      <Talk />
    </>
  );
};

/** The frame of the screen: top bar, rail, and the page in it. */
export const Shell = () => {
  const page = useHub((state) => state.page);
  const isPhone = usePhone();
  const isInSession = useHub((state) => state.page === "sessions" && state.selectedId !== null);
  useShellKeys();
  return (
    <div className={styles.shell} data-page={page}>
      {!(isPhone && isInSession) && <TopBar />}
      <AwayBanner />
      {!(isPhone && isInSession) && <Rail />}
      {page === "sessions" && <SessionsPage />}
      {page === "approvals" && <ApprovalsPage />}
      {page === "rules" && <RulesPage />}
      {page === "people" && <PeoplePage />}
      {page === "devices" && <DevicesPage />}
      {page === "ledger" && <LedgerPage />}
      {page === "settings" && <SettingsPage />}
      <Palette />
      <JoinDialog />
      <SessionDialogs />
      <AboutDialog />
      <LoginCard />
    </div>
  );
};
