import type { ReactNode } from "react";
import type { AuditEntry } from "#contract/audit.ts";
import { api } from "../../state/api.ts";
import { attempt } from "../../state/attempt.ts";
import { selectSession, useHub } from "../../state/hub.ts";
import { formatFull } from "../../state/now.ts";
import { sessionHref } from "../../state/route.ts";
import { detailName } from "../../text/ledger.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Ledger.module.css";

const showApproval = (id: string) =>
  attempt("Could not show it", async () => {
    const { approval } = await api.call("personApproval", { params: { id } });
    selectSession(approval.sessionId, approval.messageSeq);
  });

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const Value = ({ value }: { value: unknown }) => {
  if (typeof value === "string") return <PlainText>{value}</PlainText>;
  if (value === null || typeof value !== "object") return String(value);
  return (
    <pre dir="ltr">
      <PlainText>{JSON.stringify(value, null, 2)}</PlainText>
    </pre>
  );
};

const SessionFact = ({ id }: { id: string }) => {
  const title = useHub((state) => state.sessions[id]?.title);
  return (
    <Fact name="Discussion">
      {title === undefined ? (
        <code>{id}</code>
      ) : (
        <a className={styles.link} href={sessionHref(id)}>
          <bdi>{title}</bdi>
        </a>
      )}
    </Fact>
  );
};

const Subject = ({ subject }: { subject: NonNullable<AuditEntry["subject"]> }) => (
  <Fact name={detailName(subject.type)}>
    {subject.type === "approval" ? (
      <button type="button" className={styles.link} onClick={() => void showApproval(subject.id)}>
        <PlainText>{subject.name === "" ? subject.id : subject.name}</PlainText>
      </button>
    ) : (
      <PlainText>{subject.name === "" ? subject.id : subject.name}</PlainText>
    )}
  </Fact>
);

/** All that the ledger has of one entry. */
export const EntryDetails = ({ entry, id }: { entry: AuditEntry; id: string }) => {
  const { seq, at, type, by, device, address, sessionId, subject, details, hash } = entry;
  return (
    <dl id={id} className={styles.details}>
      <Fact name="When">{formatFull(at)}</Fact>
      {by.role !== null && <Fact name="Role">{by.role}</Fact>}
      {device !== null && (
        <Fact name="Device">
          <PlainText>{device.name}</PlainText>
        </Fact>
      )}
      {address !== null && <Fact name="Address">{address}</Fact>}
      {sessionId !== null && <SessionFact id={sessionId} />}
      {subject !== null && <Subject subject={subject} />}
      {Object.entries(details).map(([name, value]) => (
        <Fact key={name} name={detailName(name)}>
          <Value value={value} />
        </Fact>
      ))}
      <Fact name="Entry">
        {seq} · {type}
      </Fact>
      <Fact name="Hash">
        <code>{hash}</code>
      </Fact>
    </dl>
  );
};
