import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./Rows.module.css";

/** Rows in one frame. */
export const Rows = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className={styles.rows} aria-label={label}>
    {children}
  </ul>
);

interface RowItemProps {
  icon?: ReactNode;
  name: ReactNode;
  /** Smaller lines under the name. */
  facts?: ReactNode;
  /** Buttons at the right. */
  acts?: ReactNode;
  /** What is folded open under it. */
  children?: ReactNode;
  className?: string | undefined;
}

/** One row: what it is, facts about it, and its acts at the right. */
export const RowItem = ({ icon, name, facts, acts, children, className }: RowItemProps) => (
  <li className={classes(styles.item, className)}>
    <div className={styles.row}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <div className={styles.words}>
        <div className={styles.name}>{name}</div>
        {facts && <div className={styles.facts}>{facts}</div>}
      </div>
      {acts}
    </div>
    {children}
  </li>
);
