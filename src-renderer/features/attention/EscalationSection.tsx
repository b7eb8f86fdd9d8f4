import type { AttentionPreferences } from "#contract/attention.ts";
import { Row, Section } from "../settings/Section.tsx";
import { changePart } from "./acts.ts";
import styles from "./Attention.module.css";
import { ToggleRow } from "./ToggleRow.tsx";
import { WebhookRow } from "./WebhookRow.tsx";

const usual = [1, 2, 5, 10, 15, 30, 60, 120];

const minutesWords = (minutes: number) =>
  minutes % 60 === 0
    ? `After ${minutes / 60 === 1 ? "an hour" : `${minutes / 60} hours`}`
    : `After ${minutes === 1 ? "a minute" : `${minutes} minutes`}`;

const AfterRow = ({ escalation }: Pick<AttentionPreferences, "escalation">) => {
  const { afterMinutes } = escalation;
  const choices = [...new Set([...usual, ...(afterMinutes === null ? [] : [afterMinutes])])].toSorted((a, b) => a - b);
  return (
    <Row
      id="escalation"
      label="Tell me elsewhere"
      help="When something that needs you was neither answered nor read on the desktop for so long."
      fieldId="escalation-field"
    >
      <select
        id="escalation-field"
        aria-describedby="escalation-help"
        className={styles.select}
        value={afterMinutes ?? "never"}
        onChange={({ target: { value } }) =>
          void changePart("escalation", { afterMinutes: value === "never" ? null : Number(value) })
        }
      >
        <option value="never">Never</option>
        {choices.map((minutes) => (
          <option key={minutes} value={minutes}>
            {minutesWords(minutes)}
          </option>
        ))}
      </select>
    </Row>
  );
};

/** What happens when nobody answers on the desktop. */
export const EscalationSection = ({
  preferences,
  isOwner,
}: {
  preferences: AttentionPreferences;
  isOwner: boolean;
}) => {
  const { escalation, webhook } = preferences;
  const isOn = escalation.afterMinutes !== null;
  return (
    <Section id="escalation-section" title="When nobody answers">
      <AfterRow escalation={escalation} />
      {isOn && (
        <ToggleRow
          id="escalation-pages"
          label="In open browsers and phones"
          help="Wherever you have this page open."
          isOn={escalation.toPages}
          onChange={(toPages) => void changePart("escalation", { toPages })}
        />
      )}
      {isOn && isOwner && (
        <>
          <ToggleRow
            id="escalation-webhook"
            label="By a webhook"
            help={webhook === null ? "Set its address below first." : `To ${new URL(webhook.url).host}.`}
            isOn={escalation.toWebhook && webhook !== null}
            isDisabled={webhook === null}
            onChange={(toWebhook) => void changePart("escalation", { toWebhook })}
          />
          <WebhookRow webhook={webhook} />
        </>
      )}
    </Section>
  );
};
