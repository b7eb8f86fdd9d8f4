import type { ComponentProps } from "react";
import styles from "./Chip.module.css";
import { classes } from "./classes.ts";

/** A small fact in a rounded frame. */
export const Chip = ({ className, ...rest }: ComponentProps<"span">) => (
  <span {...rest} className={classes(styles.chip, className)} />
);
