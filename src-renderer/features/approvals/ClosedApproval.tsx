import { CircleCheck, CircleSlash, Clock3 } from "lucide-react";
import type { ReactNode } from "react";
import type { Approval, ApprovalState } from "#contract/approval.ts";
import { useTry } from "../../state/approvals.ts";
import { formatClock, formatFull } from "../../state/now.ts";
import { classes } from "../../ui/classes.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./ApprovalCard.module.css";
import { Call } from "./Call.tsx";
import { askWords } from "./call.ts";
import { CallFacts } from "./ApprovalCard.tsx";
import { outcomeOf } from "./outcome.ts";
import { useView } from "./use-view.ts";

const icons: Record<Exclude<ApprovalState, "open">, ReactNode> = {
  allowed: <CircleCheck strokeWidth={1.7} aria-hidden />,
  denied: <CircleSlash strokeWidth={1.7} aria-hidden />,
  expired: <Clock3 strokeWidth={1.7} aria-hidden />,
  withdrawn: <CircleSlash strokeWidth={1.7} aria-hidden />,
};

interface ClosedApprovalProps {
  approval: Approval;
  agentName: string;
  personId: string | null;
  lead?: ReactNode;
}

/** What an approval leaves behind: who decided and how, and the call on demand. */
export const ClosedApproval = ({ approval, agentName, personId, lead }: ClosedApprovalProps) => {
  const attempt = useTry(approval.id);
  const { view, isOpen, show } = useView(approval);
  const outcome = outcomeOf(approval, agentName, personId);
  if (outcome === null || approval.state === "open") return null;
  const { words, note, more, at } = outcome;
  return (
    <div className={classes(styles.closed, styles[approval.state])} data-approval={approval.id}>
      {lead}
      <p className={styles.outcome}>
        {icons[approval.state]}
        <span>
          <PlainText className={styles.verb}>{words}</PlainText>
          {note !== null && note !== "" && <PlainText className={styles.words}>{`“${note}”`}</PlainText>}
          {at !== null && (
            <time dateTime={at} title={formatFull(at)}>
              {formatClock(at)}
            </time>
          )}
          {more.map((line) => (
            <PlainText key={line} className={styles.line}>
              {line}
            </PlainText>
          ))}
          {attempt?.state === "late" && <span className={styles.line}>Yours came later and does not count.</span>}
        </span>
      </p>
      <details className={styles.was}>
        <summary>
          <PlainText>{`${agentName} ${askWords(approval.tool, view).replace("asks", "asked")}: ${approval.summary}`}</PlainText>
        </summary>
        <Call view={view} isOpen={isOpen} onToggle={() => show(!isOpen)} />
        {approval.decision?.input != null && (
          <>
            <p className={styles.takes}>Allowed with this input instead:</p>
            <ChangedInput approval={approval} />
          </>
        )}
        <CallFacts approval={approval} />
      </details>
    </div>
  );
};

const ChangedInput = ({ approval: { id, tool, decision } }: { approval: Approval }) => {
  const { view, isOpen, show } = useView({ id: `${id}-changed`, tool, input: decision?.input ?? null });
  return <Call view={view} isOpen={isOpen} onToggle={() => show(!isOpen)} />;
};
