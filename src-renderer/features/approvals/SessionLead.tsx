import type { Approval } from "#contract/approval.ts";
import { useSession } from "../../state/hub.ts";
import { sessionHref } from "../../state/route.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./ApprovalsPage.module.css";

/** In which session an agent asks, as a link to the card there. */
export const SessionLead = ({ approval }: { approval: Approval }) => {
  const session = useSession(approval.sessionId);
  return (
    <a className={styles.session} href={sessionHref(approval.sessionId, approval.messageSeq)}>
      <PlainText>{session?.title ?? "Session"}</PlainText>
    </a>
  );
};
