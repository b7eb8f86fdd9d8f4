import { type ReactNode, useEffect } from "react";
import { classes } from "./classes.ts";
import styles from "./PlacePage.module.css";

/** A page beside the sessions: a heading that takes the focus, what can be done there, and its content. */
export const PlacePage = ({
  title,
  note,
  action,
  isNarrow = false,
  children,
}: {
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  /** For rows of a label and a control, which a long way would part. */
  isNarrow?: boolean;
  children: ReactNode;
}) => {
  useEffect(() => {
    document.querySelector<HTMLElement>("main h1")?.focus();
  }, []);
  return (
    <main className={styles.page}>
      <div className={classes(styles.column, isNarrow && styles.narrow)}>
        <header className={styles.head}>
          <h1 className={styles.title} tabIndex={-1}>
            {title}
          </h1>
          {action && <div className={styles.action}>{action}</div>}
          {note && <p className={styles.note}>{note}</p>}
        </header>
        {children}
      </div>
    </main>
  );
};
