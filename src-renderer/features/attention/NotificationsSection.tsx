import type { AttentionLevel, AttentionPreferences } from "#contract/attention.ts";
import { readAttentionAgain, useAttention } from "../../state/attention.ts";
import { isDesktop } from "../../state/desktop.ts";
import { useIsOwner } from "../../state/role.ts";
import { attentionLevelWords } from "../../text/attention.ts";
import { wordsFor } from "../../text/errors.ts";
import { Failure } from "../../ui/Failure.tsx";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { HubFields } from "../settings/HubSection.tsx";
import { Row, Section } from "../settings/Section.tsx";
import { change } from "./acts.ts";
import { BrowserRow } from "./BrowserRow.tsx";
import { DecisionsSection } from "./DecisionsSection.tsx";
import { DoNotDisturbRow } from "./DoNotDisturbRow.tsx";
import { EscalationSection } from "./EscalationSection.tsx";
import { QuietHoursSection } from "./QuietHoursSection.tsx";
import { SystemRow } from "./SystemRow.tsx";
import { ToggleRow } from "./ToggleRow.tsx";

const levels: readonly Segment<AttentionLevel>[] = (["all", "needs-me", "none"] as const).map((value) => ({
  value,
  label: attentionLevelWords[value].label,
}));

const Wanted = ({ preferences: { level, done, stalled, sound, pages } }: { preferences: AttentionPreferences }) => (
  <>
    <Row
      id="attention-level"
      label="Notify me of"
      help={`${attentionLevelWords[level].help} A session’s menu can differ.`}
      isWide
    >
      <Segmented
        name="attention-level"
        labelledBy="attention-level"
        describedBy="attention-level-help"
        segments={levels}
        value={level}
        onChange={(next) => void change({ level: next })}
      />
    </Row>
    <ToggleRow
      id="attention-done"
      label="When a session is done"
      help="The end of an agent’s work."
      isOn={done}
      onChange={(isOn) => void change({ done: isOn })}
    />
    <ToggleRow
      id="attention-stalled"
      label="When a session gives no sign"
      help="Once and softly, when an agent at work is silent for longer than it usually is."
      isOn={stalled}
      onChange={(isOn) => void change({ stalled: isOn })}
    />
    <ToggleRow
      id="attention-sound"
      label="Sound"
      help="Where the system leaves that to Muster."
      isOn={sound}
      onChange={(isOn) => void change({ sound: isOn })}
    />
    <ToggleRow
      id="attention-pages"
      label="In open browsers too"
      help="Also on phones with this page open; not only when nobody answers on the desktop."
      isOn={pages}
      onChange={(isOn) => void change({ pages: isOn })}
    />
  </>
);

/** How this person is notified: of what, where, when not, and why it was so lately. */
export const NotificationsSection = () => {
  const { data, error } = useAttention();
  const isOwner = useIsOwner();
  if (!data)
    return (
      <Section id="notifications" title="Notifications">
        {error === null ? (
          <Skeleton lines={6} />
        ) : (
          <Failure
            title="How you are notified can’t be read right now"
            words={wordsFor(error)}
            onRetry={readAttentionAgain}
          />
        )}
      </Section>
    );
  const { preferences, capabilities, quietUntil } = data;
  return (
    <>
      <Section id="notifications" title="Notifications">
        <DoNotDisturbRow doNotDisturb={preferences.doNotDisturb} />
        <Wanted preferences={preferences} />
        {isOwner && <HubFields names={["notifications"]} />}
        {isOwner && <SystemRow capabilities={capabilities} />}
        {!isDesktop() && <BrowserRow />}
      </Section>
      <QuietHoursSection hours={preferences.quietHours} quietUntil={quietUntil} />
      <EscalationSection preferences={preferences} isOwner={isOwner} />
      <DecisionsSection />
    </>
  );
};
