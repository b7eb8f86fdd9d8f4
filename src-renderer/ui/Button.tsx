import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { classes } from "./classes.ts";

export interface ButtonProps extends ComponentProps<"button"> {
  tone?: "plain" | "primary" | "danger" | "quiet";
  size?: "m" | "s";
  icon?: ReactNode;
  /** Shows that it works on it, and takes no second click. */
  isBusy?: boolean;
}

export const Button = ({
  tone = "plain",
  size = "m",
  icon,
  isBusy = false,
  className,
  children,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    {...rest}
    disabled={rest.disabled || isBusy}
    aria-busy={isBusy || undefined}
    className={classes(styles.button, styles[tone], size === "s" && styles.small, className)}
  >
    {icon}
    {children}
  </button>
);
