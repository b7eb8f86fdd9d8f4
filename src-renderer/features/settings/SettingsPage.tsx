import { useEffect } from "react";
import { useHub } from "../../state/hub.ts";
import { layoutStore, useLayout } from "../../state/layout.ts";
import { useIsOwner } from "../../state/role.ts";
import { PlacePage } from "../../ui/PlacePage.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { NotificationsSection } from "../attention/NotificationsSection.tsx";
import { DesktopSection } from "../desktop/DesktopSection.tsx";
import { AboutSection } from "./AboutSection.tsx";
import { AppearanceSection } from "./AppearanceSection.tsx";
import { ApprovalsSection } from "./ApprovalsSection.tsx";
import { HubSection } from "./HubSection.tsx";
import { MachinesSection } from "./MachinesSection.tsx";
import { PlacesSection } from "./PlacesSection.tsx";

/** Brings the section into view that somebody asked for. */
const useWantedSection = (isReady: boolean) => {
  const wanted = useLayout((layout) => layout.settingsSection);
  useEffect(() => {
    if (!isReady || wanted === null) return;
    const section = document.getElementById(wanted);
    section?.scrollIntoView();
    section?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    layoutStore.setState({ settingsSection: null });
  }, [isReady, wanted]);
};

/** Machines, the hub's settings, and how the screen looks. */
export const SettingsPage = () => {
  const isReady = useHub((state) => state.phase === "ready");
  const isOwner = useIsOwner();
  useWantedSection(isReady);
  return (
    <PlacePage title="Settings" isNarrow>
      {isReady ? (
        <>
          <PlacesSection />
          <MachinesSection />
          {isOwner && (
            <>
              <ApprovalsSection />
              <HubSection title="Steering" names={["waitForMe"]} />
            </>
          )}
          <NotificationsSection />
          <AppearanceSection />
          <DesktopSection />
          {isOwner && (
            <HubSection
              title="Hub"
              names={[
                "hubName",
                "quietAfterMinutes",
                "stopWord",
                "leaseSeconds",
                "port",
                "plainHttpOnLan",
                "allowedHosts",
                "requestsPerMinute",
                "requestBurst",
                "ledgerDays",
              ]}
            />
          )}
          <AboutSection />
        </>
      ) : (
        <Skeleton lines={12} />
      )}
    </PlacePage>
  );
};
