import { Check, CheckCheck, CircleAlert, Clock3, EyeOff, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Message } from "#contract/message.ts";
import type { Receipt, ReceiptState } from "#contract/receipt.ts";
import { seenReceipts } from "../../state/discussions.ts";
import { formatClock, formatFull, formatTime } from "../../state/now.ts";
import { useIsViewerIn } from "../../state/role.ts";
import { type ReceiptStep, receiptSteps } from "../../text/receipt-steps.ts";
import { receiptHelp, receiptLine } from "../../text/receipts.ts";
import { classes } from "../../ui/classes.ts";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { withdraw } from "./message-acts.ts";
import styles from "./Reply.module.css";

const icons: Record<ReceiptState, ReactNode> = {
  queued: <Clock3 strokeWidth={1.7} aria-hidden />,
  handed: <Check strokeWidth={1.7} aria-hidden />,
  taken: <CheckCheck strokeWidth={1.7} aria-hidden />,
  withdrawn: <Undo2 strokeWidth={1.7} aria-hidden />,
  failed: <CircleAlert strokeWidth={1.7} aria-hidden />,
};

const wordsOf = (receipt: Receipt, agentName: string) =>
  receipt.state === "queued" ? `waits for ${agentName}` : receiptLine(receipt, agentName);

const Steps = ({ steps, help }: { steps: readonly ReceiptStep[]; help: string }) => (
  <span className={styles.steps}>
    {steps.map(({ words, at }) => (
      <span key={`${words} ${at}`} className={styles.step}>
        <span className={styles.stepAt}>{at === null ? "" : formatTime(at)}</span>
        <PlainText>{words}</PlainText>
      </span>
    ))}
    <span className={styles.help}>{help}</span>
  </span>
);

interface WhereProps {
  receipt: Receipt;
  createdAt: string;
  agentName: string;
  isOpen: boolean;
  onToggle: () => void;
  steps: ReactNode;
}

/** Where the reply is, with the time of day when that is another than the reply's own; its whole way on demand. */
const Where = ({ receipt, createdAt, agentName, isOpen, onToggle, steps }: WhereProps) => {
  const at = formatClock(receipt.at);
  const button = (
    <button
      type="button"
      className={classes(styles.where, styles[receipt.state])}
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      {icons[receipt.state]}
      <PlainText>{wordsOf(receipt, agentName)}</PlainText>
      {receipt.state !== "queued" && at !== formatClock(createdAt) && <time dateTime={receipt.at}>{at}</time>}
    </button>
  );
  return isOpen ? button : <Tooltip text={steps}>{button}</Tooltip>;
};

/** The line under a reply: when it was sent and where it is on its way. */
export const ReceiptLine = ({ message, agentName }: { message: Message; agentName: string }) => {
  const { receipt, createdAt, from } = message;
  const [isOpen, setOpen] = useState(false);
  const isViewer = useIsViewerIn(message.sessionId);
  const steps = receipt && (
    <Steps
      steps={receiptSteps(createdAt, receipt, seenReceipts(message.id), agentName)}
      help={receiptHelp[receipt.state]}
    />
  );
  return (
    <>
      <div className={styles.line}>
        <time dateTime={createdAt} title={formatFull(createdAt)}>
          {formatClock(createdAt)}
        </time>
        {receipt && <Where {...{ receipt, createdAt, agentName, isOpen, steps }} onToggle={() => setOpen(!isOpen)} />}
        {!receipt && from.role === "viewer" && (
          <span className={styles.people}>
            <EyeOff strokeWidth={1.7} aria-hidden />
            from a viewer: never handed to the agent
          </span>
        )}
        {receipt?.state === "queued" && !isViewer && (
          <button type="button" className={styles.act} onClick={() => void withdraw(message)}>
            Withdraw
          </button>
        )}
      </div>
      {isOpen && steps && <div className={styles.below}>{steps}</div>}
    </>
  );
};
