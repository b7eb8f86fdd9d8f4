import type { ReactNode } from "react";
import styles from "./Segmented.module.css";

export interface Segment<V extends string> {
  value: V;
  label: string;
  icon?: ReactNode;
}

interface SegmentedProps<V extends string> {
  /** Names the group of radio buttons; unique on the page. */
  name: string;
  labelledBy: string;
  describedBy?: string;
  segments: readonly Segment<V>[];
  value: V | null;
  isDisabled?: boolean;
  onChange: (value: V) => void;
}

/** One of a few, all in view. `labelledBy` names the element that says what. */
export const Segmented = <V extends string>({
  name,
  labelledBy,
  describedBy,
  segments,
  value,
  isDisabled = false,
  onChange,
}: SegmentedProps<V>) => (
  <div role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy} className={styles.choice}>
    {segments.map((segment) => (
      <label key={segment.value} className={styles.option}>
        <input
          type="radio"
          name={name}
          value={segment.value}
          checked={value === segment.value}
          disabled={isDisabled}
          onChange={() => onChange(segment.value)}
        />
        {segment.icon}
        {segment.label}
      </label>
    ))}
  </div>
);
