import type { ReactNode } from "react";
import { useId } from "react";
import { classes } from "./classes.ts";
import styles from "./TextField.module.css";

export interface Option<V extends string> {
  value: V;
  label: string;
}

interface SelectProps<V extends string> {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  help?: ReactNode;
  problem?: string | null;
  isDisabled?: boolean;
  className?: string | undefined;
}

/** One of many, chosen by the computer's own list. */
export const Select = <V extends string>({
  label,
  value,
  options,
  onChange,
  help,
  problem = null,
  isDisabled = false,
  className,
}: SelectProps<V>) => {
  const id = useId();
  const described = [help && `${id}-help`, problem !== null && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        className={classes(styles.input, styles.select)}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value as V)}
        aria-invalid={problem !== null || undefined}
        aria-describedby={described || undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {help && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
};
