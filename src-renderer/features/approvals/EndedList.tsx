import { History } from "lucide-react";
import { useEffect, useState } from "react";
import type { Approval } from "#contract/approval.ts";
import { onEnded, readEnded } from "../../state/approvals.ts";
import { useHub } from "../../state/hub.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import styles from "./ApprovalsPage.module.css";
import { ClosedApproval } from "./ClosedApproval.tsx";
import { SessionLead } from "./SessionLead.tsx";

interface Ended {
  items: readonly Approval[];
  next: string | null;
  isReading: boolean;
  error: unknown;
}

const withAll = (known: readonly Approval[], more: readonly Approval[]) => [
  ...new Map([...known, ...more].map((one) => [one.id, one])).values(),
];

/** Those that ended, newest first: a page at a time, and what ends meanwhile before them. */
const useEnded = () => {
  const [ended, setEnded] = useState<Ended>({ items: [], next: null, isReading: true, error: null });
  const [wanted, setWanted] = useState<{ before: string | null }>({ before: null });
  useEffect(
    () => onEnded((approval) => setEnded((known) => ({ ...known, items: withAll([approval], known.items) }))),
    [],
  );
  useEffect(() => {
    let isOff = false;
    const read = async () => {
      try {
        const { items, next } = await readEnded(wanted.before);
        if (!isOff) setEnded((known) => ({ items: withAll(known.items, items), next, isReading: false, error: null }));
      } catch (error) {
        if (!isOff) setEnded((known) => ({ ...known, isReading: false, error }));
      }
    };
    void read();
    return () => {
      isOff = true;
    };
  }, [wanted]);
  const more = () => {
    setEnded((known) => ({ ...known, isReading: true, error: null }));
    setWanted({ before: ended.next });
  };
  return { ended, more };
};

const Row = ({ approval }: { approval: Approval }) => {
  const agentName = useHub((state) => state.sessions[approval.sessionId]?.agent.name ?? "An agent");
  const personId = useHub((state) => state.person?.id ?? null);
  return (
    <li className={styles.past}>
      <ClosedApproval
        approval={approval}
        agentName={agentName}
        personId={personId}
        lead={<SessionLead approval={approval} />}
      />
    </li>
  );
};

/** What became of earlier ones. */
export const EndedList = () => {
  const { ended, more } = useEnded();
  const { items, next, isReading, error } = ended;
  const isEmpty = items.length === 0;
  if (isEmpty && isReading) return <Skeleton lines={8} />;
  if (isEmpty && error === null)
    return (
      <EmptyState icon={<History strokeWidth={1.7} />} title="None has ended yet">
        <p>Who decided what, and when, will stand here.</p>
      </EmptyState>
    );
  return (
    <div className={styles.scroller}>
      <ul className={styles.ended}>
        {items.map((approval) => (
          <Row key={approval.id} approval={approval} />
        ))}
      </ul>
      {error !== null && (
        <p className={styles.failure} role="alert">
          They can't be read right now. {wordsFor(error)}
        </p>
      )}
      {(next !== null || error !== null) && (
        <Button isBusy={isReading} onClick={more}>
          {error === null ? "Show older ones" : "Try again"}
        </Button>
      )}
    </div>
  );
};
