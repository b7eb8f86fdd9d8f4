import { useId } from "react";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { Problems, RuleDraft } from "./draft.ts";
import styles from "./Rules.module.css";

const ends: readonly Segment<RuleDraft["end"]>[] = [
  { value: "never", label: "Never" },
  { value: "session", label: "With its session" },
  { value: "time", label: "At a time" },
];

interface EndFieldsProps {
  draft: RuleDraft;
  problems: Problems;
  /** An operator’s rules end with their session. */
  isSessionOnly: boolean;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** When a rule ends. */
export const EndFields = ({ draft, problems, isSessionOnly, onChange }: EndFieldsProps) => {
  const id = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.groupTitle}>When it ends</legend>
      <span id={id} hidden>
        When it ends
      </span>
      <Segmented
        name={`end-${id}`}
        labelledBy={id}
        segments={isSessionOnly ? ends.filter(({ value }) => value === "session") : ends}
        value={draft.end}
        onChange={(end) => onChange({ end })}
      />
      <div className={styles.pair}>
        {draft.end === "time" && (
          <TextField
            label="Until"
            type="datetime-local"
            value={draft.endAt}
            problem={problems.endAt ?? null}
            onChange={(endAt) => onChange({ endAt })}
          />
        )}
        <TextField
          label="How often it may decide"
          value={draft.uses}
          placeholder="As often as it comes"
          inputMode="numeric"
          problem={problems.uses ?? null}
          onChange={(uses) => onChange({ uses })}
        />
      </div>
    </fieldset>
  );
};
