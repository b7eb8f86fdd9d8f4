import { CircleCheck, ShieldAlert } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { AuditCheck } from "#contract/audit.ts";
import { attempt } from "../../state/attempt.ts";
import { checkLedger } from "../../state/ledger.ts";
import { checkWords } from "../../text/ledger.ts";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { classes } from "../../ui/classes.ts";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Ledger.module.css";

const counted = ({ entries, first, last }: AuditCheck) => {
  if (entries === 0) return checkWords.empty;
  return entries === 1 ? `1 entry, number ${last}.` : `${entries} entries, ${first} to ${last}.`;
};

const Line = ({ isGood, words }: { isGood: boolean; words: string }) => (
  <p className={classes(styles.verdict, isGood ? styles.good : styles.bad)} role="status">
    {isGood ? <CircleCheck strokeWidth={1.7} aria-hidden /> : <ShieldAlert strokeWidth={1.7} aria-hidden />}
    {words}
  </p>
);

/** Looks for the hash of an earlier check. */
const Earlier = ({ onChecked }: { onChecked: (check: AuditCheck) => void }) => {
  const [head, setHead] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const look = async () => {
    const wanted = head.trim().toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(wanted)) return setProblem(checkWords.isHash);
    await attempt("Could not check it", async () => onChecked(await checkLedger(wanted)));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void look();
  };
  const put = (text: string) => {
    setHead(text);
    setProblem(null);
  };
  return (
    <form className={styles.earlier} onSubmit={submit} noValidate>
      <TextField
        label="A hash that you kept earlier"
        value={head}
        onChange={put}
        problem={problem}
        dir="ltr"
        spellCheck={false}
      />
      <Button type="submit">Look for it</Button>
    </form>
  );
};

/** What a look through the whole chain found. */
export const Check = ({ check, onChecked }: { check: AuditCheck; onChecked: (check: AuditCheck) => void }) => {
  const { ok, broken, head, hasHead } = check;
  const words = ok
    ? `${checkWords.good} ${counted(check)}`
    : `The ledger is not as it was written${broken === null ? "." : `: entry ${broken.seq}, ${broken.why}`}`;
  return (
    <section className={styles.check} aria-label="Check of the ledger">
      <Line isGood={ok} words={words} />
      {hasHead !== undefined && <Line isGood={hasHead} words={hasHead ? checkWords.hasHead : checkWords.lacksHead} />}
      {head !== null && (
        <>
          <p className={styles.faint}>Hash of the last entry. {checkWords.head}</p>
          <Copyable text={head} label="hash of the last entry" />
        </>
      )}
      <Earlier onChecked={onChecked} />
    </section>
  );
};
