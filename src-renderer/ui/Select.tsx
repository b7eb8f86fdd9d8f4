import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Field } from "./Field.tsx";
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
}: SelectProps<V>) => (
  <Field label={label} help={help} problem={problem} className={className}>
    {(control) => (
      <select
        {...control}
        className={classes(styles.input, styles.select)}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value as V)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);
