import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { QuietSpan } from "#contract/attention.ts";
import { spanWords, weekdays } from "../../text/attention.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import styles from "./Attention.module.css";

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** A time of day; it counts when the field is left, since a browser tells each digit that is typed. */
const TimeField = ({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) => {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && isTime(typed) && typed !== value) onChange(typed);
    setTyped(null);
  };
  return (
    <input
      type="time"
      aria-label={label}
      className={styles.time}
      value={typed ?? value}
      required
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
};

/** One time of quiet hours: its days, from and to. The last day can't be taken away: then the time itself is. */
export const SpanRow = ({
  name,
  span,
  onChange,
  onRemove,
}: {
  name: string;
  span: QuietSpan;
  onChange: (span: QuietSpan) => void;
  onRemove: () => void;
}) => {
  const toggle = (day: number) => {
    const days = span.days.includes(day) ? span.days.filter((other) => other !== day) : [...span.days, day];
    if (days.length > 0) onChange({ ...span, days: days.toSorted((a, b) => a - b) });
  };
  return (
    <li className={styles.span} aria-label={spanWords(span)}>
      <div className={styles.days} role="group" aria-label="Days">
        {weekdays.map(({ number, short, long }) => (
          <label key={number} className={styles.day}>
            <input
              type="checkbox"
              name={name}
              aria-label={long}
              checked={span.days.includes(number)}
              onChange={() => toggle(number)}
            />
            {short}
          </label>
        ))}
      </div>
      <div className={styles.times}>
        <TimeField label="From" value={span.from} onChange={(from) => onChange({ ...span, from })} />
        to
        <TimeField label="To" value={span.to} onChange={(to) => onChange({ ...span, to })} />
        {span.to <= span.from && <span>the next day</span>}
        <IconButton
          label="Remove this time"
          className={styles.remove}
          icon={<Trash2 strokeWidth={1.7} />}
          onClick={onRemove}
        />
      </div>
    </li>
  );
};
