import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { classes } from "./classes.ts";
import styles from "./TextField.module.css";

export interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: ReactNode;
  /** What is wrong with it, said under it. */
  problem?: string | null;
  /** Selects what is there when it appears, to be typed over. */
  selectAll?: boolean;
}

export const TextField = ({
  label,
  value,
  onChange,
  help,
  problem = null,
  selectAll,
  className,
  ...rest
}: TextFieldProps) => {
  const id = useId();
  const described = [help && `${id}-help`, problem !== null && `${id}-problem`].filter(Boolean).join(" ");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (selectAll) field.current?.select();
  }, [selectAll]);
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        dir="auto"
        autoComplete="off"
        {...rest}
        id={id}
        ref={field}
        className={styles.input}
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
