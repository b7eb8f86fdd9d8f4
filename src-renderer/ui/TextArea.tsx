import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "./classes.ts";
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
}: TextAreaProps) => {
  const id = useId();
  const described = [help && `${id}-help`, problem !== null && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea
        dir={isCode ? "ltr" : "auto"}
        spellCheck={!isCode}
        rows={2}
        {...rest}
        id={id}
        className={classes(styles.input, styles.area, isCode && styles.code)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem !== null || undefined}
        aria-describedby={described || undefined}
      />
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
