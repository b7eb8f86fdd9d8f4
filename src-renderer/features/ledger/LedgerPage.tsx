import { Download, RefreshCw, ScrollText, ShieldCheck, ShieldOff } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { AuditCheck, AuditEntry } from "#contract/audit.ts";
import { attempt } from "../../state/attempt.ts";
import { useHub } from "../../state/hub.ts";
import { checkLedger, exportHref, readNewer, readOlder, useLedger, useLedgerFilter } from "../../state/ledger.ts";
import { dateLabel, useNow } from "../../state/now.ts";
import { useIsOwner } from "../../state/role.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { PlacePage } from "../../ui/PlacePage.tsx";
import { Skeleton, Spinner } from "../../ui/Skeleton.tsx";
import { Check } from "./Check.tsx";
import { daysOf } from "./days.ts";
import { EntryRow } from "./EntryRow.tsx";
import { Filters } from "./Filters.tsx";
import styles from "./Ledger.module.css";

const stroke = { strokeWidth: 1.7 } as const;

/** Asks for older ones as soon as the end comes near the view. */
const useEnd = (isMore: boolean) => {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isMore || end.current === null) return undefined;
    const watcher = new IntersectionObserver(([seen]) => seen?.isIntersecting && readOlder(), { rootMargin: "600px" });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [isMore]);
  return end;
};

const Entries = ({ entries }: { entries: readonly AuditEntry[] }) => {
  const days = useMemo(() => daysOf(entries), [entries]);
  const now = useNow("minute");
  return days.map(({ key, at, entries: those }) => (
    <section key={key}>
      <h2 className={styles.day}>{dateLabel(at, now)}</h2>
      <ul className={styles.entries} aria-label={dateLabel(at, now)}>
        {those.map((entry) => (
          <EntryRow key={entry.seq} entry={entry} />
        ))}
      </ul>
    </section>
  ));
};

const More = ({ error, isReading }: { error: unknown; isReading: boolean }) => {
  if (error !== null)
    return (
      <>
        <span role="alert">{wordsFor(error)}</span>
        <Button size="s" onClick={readOlder}>
          Try again
        </Button>
      </>
    );
  if (isReading) return <Spinner label="Reading older entries" />;
  return (
    <Button size="s" onClick={readOlder}>
      Older entries
    </Button>
  );
};

const Content = () => {
  const { filter, entries, next, phase, isReadingOlder, error } = useLedger();
  // With every page that was read the end is watched anew: it may still be in view.
  const end = useEnd(next !== null && error === null && !isReadingOlder);
  return (
    <>
      <Filters filter={filter} />
      {phase === "reading" && <Skeleton lines={10} />}
      {phase === "failed" && (
        <Failure title="The ledger can’t be read right now" words={wordsFor(error)} onRetry={readNewer} />
      )}
      {phase === "ready" && entries.length === 0 && (
        <EmptyState icon={<ScrollText {...stroke} />} title="Nothing fits">
          <p>No entry of the ledger is of this kind.</p>
        </EmptyState>
      )}
      <Entries entries={entries} />
      {phase === "ready" && next !== null && (
        <div ref={end} className={styles.more}>
          <More error={error} isReading={isReadingOlder} />
        </div>
      )}
    </>
  );
};

const Acts = ({ onChecked }: { onChecked: (check: AuditCheck) => void }) => {
  const filter = useLedgerFilter();
  const [isBusy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    await attempt("Could not check it", async () => onChecked(await checkLedger()));
    setBusy(false);
  };
  return (
    <>
      <Button icon={<RefreshCw size={15} {...stroke} />} onClick={readNewer}>
        Refresh
      </Button>
      <a className={styles.download} href={exportHref(filter)} download>
        <Download size={15} {...stroke} aria-hidden />
        Export
      </a>
      <Button icon={<ShieldCheck size={15} {...stroke} />} isBusy={isBusy} onClick={() => void check()}>
        Check
      </Button>
    </>
  );
};

/** Who decided what, and everything that matters for safety, for owners. */
export const LedgerPage = () => {
  const isOwner = useIsOwner();
  const isReady = useHub((state) => state.phase === "ready");
  const [check, setCheck] = useState<AuditCheck | null>(null);
  return (
    <PlacePage
      title="Ledger"
      note={
        isOwner &&
        "Every decision and every event that matters for safety, newest first. Nothing can be changed here; the check finds what was changed elsewhere."
      }
      action={isOwner && <Acts onChecked={setCheck} />}
    >
      {!isReady && <Skeleton lines={10} />}
      {isReady && check !== null && <Check check={check} onChecked={setCheck} />}
      {isReady && isOwner && <Content />}
      {isReady && !isOwner && (
        <EmptyState icon={<ShieldOff {...stroke} />} title="Only an owner of the hub reads the ledger" />
      )}
    </PlacePage>
  );
};
