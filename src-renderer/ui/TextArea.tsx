import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { Field } from "./Field.tsx";
import styles from "./TextField.module.css";

interface TextAreaProps extends Omit<ComponentProps<"textarea">, "onChange" | "value"> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: ReactNode;
  /** What is wrong with it, said under it. */
  problem?: string | null;
  /** Letters of one width, for commands and data. */
  isCode?: boolean;
}

/** Text of several lines. */
export const TextArea = ({
  label,
  value,
  onChange,
  help,
  problem = null,
  isCode = false,
  className,
  ...rest
}: TextAreaProps) => (
  <Field label={label} help={help} problem={problem} className={className}>
    {(control) => (
      <textarea
        dir={isCode ? "ltr" : "auto"}
        spellCheck={!isCode}
        rows={2}
        {...rest}
        {...control}
        className={classes(styles.input, styles.area, isCode && styles.code)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);
