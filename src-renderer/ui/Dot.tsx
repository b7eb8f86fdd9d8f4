import { classes } from "./classes.ts";
import styles from "./Dot.module.css";

export type Tone = "working" | "needs" | "blocked" | "idle" | "done" | "failed" | "closed";

/** A state as a colour, and as a shape where two states share one. With a label it is read aloud, else it is decoration. */
export const Dot = ({ tone, label, className }: { tone: Tone; label?: string; className?: string }) => (
  <span
    className={classes(styles.dot, styles[tone], className)}
    {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
  />
);
