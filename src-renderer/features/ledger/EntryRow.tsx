import {
  CircleCheck,
  CircleHelp,
  CircleSlash,
  Clock3,
  KeyRound,
  Laptop,
  LogIn,
  Scale,
  ScrollText,
  Settings,
  ShieldX,
  Trash2,
  User,
} from "lucide-react";
import { memo, type ReactNode, useId, useState } from "react";
import type { AuditEntry, AuditType } from "#contract/audit.ts";
import { useHub } from "../../state/hub.ts";
import { formatFull, formatTime } from "../../state/now.ts";
import { didOf, isRefusal, whatOf, whoOf } from "../../text/ledger.ts";
import { classes } from "../../ui/classes.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import { EntryDetails } from "./EntryDetails.tsx";
import styles from "./Ledger.module.css";

const stroke = { strokeWidth: 1.7, "aria-hidden": true } as const;

const single: Partial<Record<AuditType, ReactNode>> = {
  "approval-opened": <CircleHelp {...stroke} />,
  "approval-allowed": <CircleCheck {...stroke} />,
  "approval-denied": <CircleSlash {...stroke} />,
  "approval-expired": <Clock3 {...stroke} />,
  "question-answered": <CircleCheck {...stroke} />,
  "session-deleted": <Trash2 {...stroke} />,
};

const byPrefix: [string, ReactNode][] = [
  ["approval-", <CircleSlash key="approval" {...stroke} />],
  ["rule-", <Scale key="rule" {...stroke} />],
  ["sign", <LogIn key="sign" {...stroke} />],
  ["person-", <User key="person" {...stroke} />],
  ["device-", <KeyRound key="device" {...stroke} />],
  ["key-", <KeyRound key="key" {...stroke} />],
  ["machine-", <Laptop key="machine" {...stroke} />],
  ["join-", <Laptop key="join" {...stroke} />],
  ["settings-", <Settings key="settings" {...stroke} />],
];

const iconOf = (type: AuditType): ReactNode =>
  isRefusal(type) ? (
    <ShieldX {...stroke} />
  ) : (
    (single[type] ?? byPrefix.find(([prefix]) => type.startsWith(prefix))?.[1] ?? <ScrollText {...stroke} />)
  );

/** In which discussion, and from where. */
const Where = ({ entry: { sessionId, device, address } }: { entry: AuditEntry }) => {
  const title = useHub((state) => (sessionId === null ? undefined : state.sessions[sessionId]?.title));
  const from = device?.name ?? address;
  if (title === undefined && from === null) return null;
  return (
    <span className={styles.where}>
      {title !== undefined && (
        <>
          in “<PlainText>{title}</PlainText>”{from !== null && ", "}
        </>
      )}
      {from !== null && (
        <>
          from <PlainText>{from}</PlainText>
        </>
      )}
    </span>
  );
};

/** One entry as a sentence; the whole of it on demand. */
export const EntryRow = memo(({ entry }: { entry: AuditEntry }) => {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const what = whatOf(entry);
  return (
    <li className={styles.entry}>
      <button
        type="button"
        className={classes(styles.line, isRefusal(entry.type) && styles.refused)}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {iconOf(entry.type)}
        <span className={styles.words}>
          <PlainText className={styles.who}>{whoOf(entry)}</PlainText> {didOf(entry.type)}{" "}
          {what !== null && <PlainText className={styles.who}>{what}</PlainText>}
          <Where entry={entry} />
        </span>
        <time className={styles.at} dateTime={entry.at} title={formatFull(entry.at)}>
          {formatTime(entry.at)}
        </time>
      </button>
      {isOpen && <EntryDetails entry={entry} id={id} />}
    </li>
  );
});
