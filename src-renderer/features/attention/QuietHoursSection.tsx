import { Moon, Plus } from "lucide-react";
import { useCallback } from "react";
import type { QuietHours, QuietSpan } from "#contract/attention.ts";
import { useTimeText } from "../../state/now.ts";
import { Button } from "../../ui/Button.tsx";
import { Row, Section } from "../settings/Section.tsx";
import { changePart, quietWords } from "./acts.ts";
import styles from "./Attention.module.css";
import { ExceptionSelect } from "./DoNotDisturbRow.tsx";
import { SpanRow } from "./SpanRow.tsx";
import { ToggleRow } from "./ToggleRow.tsx";
import { ZoneRow } from "./ZoneRow.tsx";

const first: QuietSpan = { days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "08:00" };
const MOST_SPANS = 20;

const QuietNow = ({ quietUntil }: { quietUntil: string | null }) => {
  const until = useTimeText(useCallback((now) => quietWords(quietUntil, now) ?? "", [quietUntil]));
  return (
    until !== "" && (
      <span className={styles.now}>
        <Moon strokeWidth={1.7} aria-hidden />
        Quiet now, until {until}
      </span>
    )
  );
};

const put = (next: QuietSpan[]) => void changePart("quietHours", { spans: next });

const Spans = ({ hours }: { hours: QuietHours }) => {
  const { spans } = hours;
  return (
    <Row
      id="quiet-spans"
      label="When"
      help="A time that ends before it begins goes on to the next day; the days are those it begins on."
      isWide
    >
      <ul className={styles.spans} aria-labelledby="quiet-spans" hidden={spans.length === 0}>
        {spans.map((span, index) => (
          <SpanRow
            key={index}
            name={`quiet-span-${index}`}
            span={span}
            onChange={(next) => put(spans.with(index, next))}
            onRemove={() => put(spans.filter((_span, at) => at !== index))}
          />
        ))}
      </ul>
      {spans.length === 0 && <p className={styles.said}>There is no time yet, so nothing is kept back.</p>}
      <Button
        size="s"
        className={styles.add}
        icon={<Plus strokeWidth={1.7} size={14} />}
        disabled={spans.length >= MOST_SPANS}
        onClick={() => put([...spans, first])}
      >
        Add a time
      </Button>
    </Row>
  );
};

/** When nothing notifies: days, times and the time zone they count in. */
export const QuietHoursSection = ({ hours, quietUntil }: { hours: QuietHours; quietUntil: string | null }) => (
  <Section id="quiet-hours" title="Quiet hours" action={<QuietNow quietUntil={quietUntil} />}>
    <ToggleRow
      id="quiet-on"
      label="Keep notifications back"
      help="What came meanwhile is told in one notification at the end, as far as it still needs you."
      isOn={hours.enabled}
      onChange={(enabled) =>
        void changePart("quietHours", { enabled, ...(hours.spans.length === 0 && { spans: [first] }) })
      }
    />
    {hours.enabled && (
      <>
        <Spans hours={hours} />
        <ZoneRow timeZone={hours.timeZone} onChange={(timeZone) => void changePart("quietHours", { timeZone })} />
        <Row id="quiet-lets" label="Meanwhile" fieldId="quiet-lets-field">
          <ExceptionSelect
            id="quiet-lets"
            value={hours.lets}
            onChange={(lets) => void changePart("quietHours", { lets })}
          />
        </Row>
      </>
    )}
  </Section>
);
