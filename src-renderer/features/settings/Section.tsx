import type { ReactNode } from "react";
import styles from "./Section.module.css";

/** A part of the settings page: a heading, what can be done there, and rows in one frame. */
export const Section = ({
  id,
  title,
  note,
  action,
  children,
}: {
  /** What a link from elsewhere on the screen goes to. */
  id?: string;
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) => (
  <section id={id} className={styles.section}>
    <header className={styles.head}>
      <h2 className={styles.title} tabIndex={-1}>
        {title}
      </h2>
      {action}
    </header>
    {note && <p className={styles.note}>{note}</p>}
    <div className={styles.rows}>{children}</div>
  </section>
);

/** One row: what it is at the left, its control at the right. */
export const Row = ({
  id,
  label,
  help,
  extra,
  isWide = false,
  fieldId,
  children,
}: {
  /** The label's element gets this id, the help's `<id>-help`. */
  id: string;
  label: string;
  help?: ReactNode;
  extra?: ReactNode;
  /** The control needs the whole width. */
  isWide?: boolean;
  /** The id of the control, where that is a field that a label can name. */
  fieldId?: string;
  children?: ReactNode;
}) => (
  <div className={isWide ? styles.wide : styles.row}>
    <div className={styles.words}>
      {fieldId === undefined ? (
        <span id={id} className={styles.label}>
          {label}
        </span>
      ) : (
        <label id={id} htmlFor={fieldId} className={styles.label}>
          {label}
        </label>
      )}
      {help && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {extra}
    </div>
    {children}
  </div>
);
