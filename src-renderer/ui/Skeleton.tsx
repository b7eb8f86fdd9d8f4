import styles from "./Skeleton.module.css";

/** Grey lines where text will be. */
export const Skeleton = ({ lines = 3 }: { lines?: number }) => (
  <div className={styles.skeleton} aria-hidden>
    {Array.from({ length: lines }, (_unused, index) => (
      <span key={index} className={styles.line} />
    ))}
  </div>
);

/** A small turning ring; says its label to screen readers. */
export const Spinner = ({ label = "Loading" }: { label?: string }) => (
  <span className={styles.spinner} role="img" aria-label={label} />
);
