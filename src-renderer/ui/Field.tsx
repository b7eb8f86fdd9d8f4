import { type ReactNode, useId } from "react";
import { classes } from "./classes.ts";
import styles from "./TextField.module.css";

/** What ties a control to its label, its help and what is wrong with it. */
export interface ControlProps {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  label: string;
  help?: ReactNode;
  /** What is wrong with it, said under it. */
  problem?: string | null;
  className?: string | undefined;
  children: (control: ControlProps) => ReactNode;
}

/** A control with its label above, and below it the help and what is wrong. */
export const Field = ({ label, help, problem = null, className, children }: FieldProps) => {
  const id = useId();
  const described = [help && `${id}-help`, problem !== null && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({ id, "aria-invalid": problem !== null || undefined, "aria-describedby": described || undefined })}
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
