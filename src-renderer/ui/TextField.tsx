import { type ComponentProps, useEffect, useId, useRef } from "react";
import { classes } from "./classes.ts";
import styles from "./TextField.module.css";

export interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, said under it. */
  problem?: string | null;
  /** Selects what is there when it appears, to be typed over. */
  selectAll?: boolean;
}

export const TextField = ({
  label,
  value,
  onChange,
  problem = null,
  selectAll,
  className,
  ...rest
}: TextFieldProps) => {
  const id = useId();
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
        aria-describedby={problem === null ? undefined : `${id}-problem`}
      />
      {problem !== null && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
};
