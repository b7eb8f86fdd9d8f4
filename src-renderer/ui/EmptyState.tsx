import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

/** What stands where there is nothing yet: says why, and what to do. */
export const EmptyState = ({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) => (
  <div className={styles.empty}>
    {icon && <span className={styles.icon}>{icon}</span>}
    <h2 className={styles.title}>{title}</h2>
    {children}
  </div>
);
