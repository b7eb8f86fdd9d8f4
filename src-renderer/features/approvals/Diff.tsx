import { useMemo } from "react";
import { classes } from "../../ui/classes.ts";
import styles from "./Call.module.css";
import type { FileChange } from "./call.ts";
import { type DiffLine, linesOfChange, linesOfPatch } from "./diff-lines.ts";
import { Shown } from "./Shown.tsx";

const kinds = { "+": styles.added, "-": styles.removed, " ": undefined, "@": styles.place } as const;
const names = { "+": "Added: ", "-": "Removed: ", " ": "", "@": "" } as const;

const Lines = ({ lines }: { lines: readonly DiffLine[] }) => (
  <pre className={styles.code} dir="ltr">
    {lines.map(({ sign, text }, at) => (
      <span key={at} className={classes(styles.line, kinds[sign])}>
        <span className={styles.sign} role={names[sign] ? "img" : undefined} aria-label={names[sign] || undefined}>
          {sign === "@" ? "" : sign}
        </span>
        <span>
          <Shown text={text} />
          {"\n"}
        </span>
      </span>
    ))}
  </pre>
);

/** What a call writes into one file. */
export const Change = ({ change }: { change: FileChange }) => {
  const lines = useMemo(() => linesOfChange(change), [change]);
  return (
    <figure className={styles.change}>
      <figcaption className={styles.file}>
        {change.path === null ? "No file named" : <Shown text={change.path} />}
        <span className={styles.how}>
          {change.before === null ? "whole file" : change.note}
          {change.after === "" && change.before !== null && " (taken away)"}
        </span>
      </figcaption>
      <Lines lines={lines} />
    </figure>
  );
};

export const Patch = ({ patch }: { patch: string }) => {
  const lines = useMemo(() => linesOfPatch(patch), [patch]);
  return <Lines lines={lines} />;
};
