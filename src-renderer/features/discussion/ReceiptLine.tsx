import { Check, CheckCheck, CircleAlert, Clock3, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Message } from "#contract/message.ts";
import type { Receipt, ReceiptState } from "#contract/receipt.ts";
import { formatClock, formatFull } from "../../state/now.ts";
import { receiptHelp, receiptLine } from "../../text/receipts.ts";
import { classes } from "../../ui/classes.ts";
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

/** Where the reply is, with the time of day when that is another than the reply's own. */
const Where = ({ receipt, sentAt, agentName }: { receipt: Receipt; sentAt: string; agentName: string }) => {
  const at = formatClock(receipt.at);
  return (
    <span className={classes(styles.where, styles[receipt.state])} title={receiptHelp[receipt.state]}>
      {icons[receipt.state]}
      <PlainText>{wordsOf(receipt, agentName)}</PlainText>
      {receipt.state !== "queued" && at !== sentAt && <time dateTime={receipt.at}>{at}</time>}
    </span>
  );
};

/** The line under a reply: when it was sent and where it is on its way. */
export const ReceiptLine = ({ message, agentName }: { message: Message; agentName: string }) => {
  const { receipt, createdAt, from } = message;
  const sentAt = formatClock(createdAt);
  return (
    <p className={styles.line}>
      <time dateTime={createdAt} title={formatFull(createdAt)}>
        {sentAt}
      </time>
      {receipt && <Where receipt={receipt} sentAt={sentAt} agentName={agentName} />}
      {!receipt && from.role === "viewer" && <span>from a viewer: not handed over</span>}
      {receipt?.state === "queued" && (
        <button type="button" className={styles.act} onClick={() => void withdraw(message)}>
          Withdraw
        </button>
      )}
    </p>
  );
};
