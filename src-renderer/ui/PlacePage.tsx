import { type ReactNode, useEffect } from "react";
import styles from "./PlacePage.module.css";

/** A page beside the sessions: a heading that takes the focus, what can be done there, and its content. */
export const PlacePage = ({
  title,
  note,
  action,
  children,
}: {
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) => {
  useEffect(() => {
    document.querySelector<HTMLElement>("main h1")?.focus();
  }, []);
  return (
    <main className={styles.page}>
      <div className={styles.column}>
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
