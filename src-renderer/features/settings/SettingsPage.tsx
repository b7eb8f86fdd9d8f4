import { useHub } from "../../state/hub.ts";
import { useIsOwner } from "../../state/role.ts";
import { PlacePage } from "../../ui/PlacePage.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { AboutSection } from "./AboutSection.tsx";
import { AppearanceSection } from "./AppearanceSection.tsx";
import { ApprovalsSection } from "./ApprovalsSection.tsx";
import { HubSection } from "./HubSection.tsx";
import { MachinesSection } from "./MachinesSection.tsx";
import { PlacesSection } from "./PlacesSection.tsx";

/** Machines, the hub's settings, and how the screen looks. */
export const SettingsPage = () => {
  const isReady = useHub((state) => state.phase === "ready");
  const isOwner = useIsOwner();
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
              <HubSection title="Notifications" names={["notifications"]} />
            </>
          )}
          <AppearanceSection />
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
