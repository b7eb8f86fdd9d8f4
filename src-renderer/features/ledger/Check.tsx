import { CircleCheck, ShieldAlert } from "lucide-react";
import type { AuditCheck } from "#contract/audit.ts";
import { checkWords } from "../../text/ledger.ts";
import { Copyable } from "../../ui/Copyable.tsx";
import { classes } from "../../ui/classes.ts";
import styles from "./Ledger.module.css";

const counted = ({ entries, first, last }: AuditCheck) => {
  if (entries === 0) return checkWords.empty;
  return entries === 1 ? `1 entry, number ${last}.` : `${entries} entries, ${first} to ${last}.`;
};

/** What a look through the whole chain found. */
export const Check = ({ check }: { check: AuditCheck }) => {
  const { ok, broken, head } = check;
  return (
    <section className={classes(styles.check, ok ? styles.good : styles.bad)} aria-label="Check of the ledger">
      <p className={styles.verdict} role="status">
        {ok ? <CircleCheck strokeWidth={1.7} aria-hidden /> : <ShieldAlert strokeWidth={1.7} aria-hidden />}
        {ok
          ? `${checkWords.good} ${counted(check)}`
          : `The ledger is not as it was written${broken === null ? "." : `: entry ${broken.seq}, ${broken.why}`}`}
      </p>
      {head !== null && (
        <>
          <p className={styles.faint}>Hash of the last entry. {checkWords.head}</p>
          <Copyable text={head} label="hash of the last entry" />
        </>
      )}
    </section>
  );
};
