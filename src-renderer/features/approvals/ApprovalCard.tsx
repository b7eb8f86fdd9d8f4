import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Approval, DecisionRequest } from "#contract/approval.ts";
import type { PersonSession } from "#contract/session.ts";
import { type Try, useTry } from "../../state/approvals.ts";
import { useSession } from "../../state/hub.ts";
import { formatClock, formatFull } from "../../state/now.ts";
import { viewerNote } from "../../text/approvals.ts";
import { wordsFor } from "../../text/errors.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import { TimeLeft } from "../questions/TimeLeft.tsx";
import { Acts } from "./Acts.tsx";
import styles from "./ApprovalCard.module.css";
import { Call } from "./Call.tsx";
import { askWords } from "./call.ts";
import { giveDecision } from "./decide.ts";
import { Risks } from "./Risks.tsx";
import { useMyRole } from "./use-my-role.ts";
import { useView } from "./use-view.ts";
import { Verdict } from "./Verdict.tsx";

const Fact = ({ label, children }: { label: string; children: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>
      <PlainText>{children}</PlainText>
    </dd>
  </div>
);

/** Whose wish the agent works on. */
export const behindWords = ({ behind }: Approval): string =>
  behind === null ? "the person at its terminal" : `${behind.name} (${behind.role}), by a reply`;

/** Where it would run and by what; `children` are facts beside these. */
export const PlaceFacts = ({ approval, children }: { approval: Approval; children?: ReactNode }) => {
  const session = useSession(approval.sessionId);
  const { tool, folder, agentKind } = approval;
  return (
    <dl className={styles.facts}>
      {folder !== null && <Fact label="Folder">{folder}</Fact>}
      {session && <Fact label="Machine">{session.machine.name}</Fact>}
      <Fact label="Tool">{agentKind === null ? tool : `${tool} (${agentKind})`}</Fact>
      {children}
    </dl>
  );
};

/** Where it would run, and who is behind it. */
export const CallFacts = ({ approval }: { approval: Approval }) => (
  <PlaceFacts approval={approval}>
    <Fact label="On behalf of">{behindWords(approval)}</Fact>
  </PlaceFacts>
);

/** Whether a reply gets through now: as the box to reply in says it. */
const takesReplies = ({ takes }: Approval, session: PersonSession | null): boolean => {
  const reach = session?.steering.reach;
  if (reach === "after-approval") return false;
  return takes.replies || reach === "at-once" || reach === "next-tool-call" || reach === "turn-end";
};

/** What this agent's side can't do, and what becomes of replies meanwhile. */
const takesWords = (approval: Approval, session: PersonSession | null): string[] => [
  ...(approval.takes.allow ? [] : ["After it is allowed here, the agent's own dialog asks at its terminal as well."]),
  ...(approval.takes.note ? [] : ["The words of a denial don't reach this agent."]),
  ...(approval.takes.input ? [] : ["This agent can't take a changed input."]),
  takesReplies(approval, session)
    ? "Replies still reach it while this is open."
    : "Replies wait until this is answered.",
];

const Takes = ({ approval }: { approval: Approval }) => {
  const session = useSession(approval.sessionId);
  return <p className={styles.takes}>{takesWords(approval, session).join(" ")}</p>;
};

const Failure = ({ attempt }: { attempt: Try | undefined }) =>
  attempt?.state === "failed" ? (
    <p className={styles.failure} role="alert">
      Not decided. {wordsFor(attempt.error)}
    </p>
  ) : null;

interface ApprovalCardProps {
  approval: Approval;
  agentName: string;
  /** Stands before the call: of which session it is, where that doesn't go without saying. */
  lead?: ReactNode;
  /** It is to be decided with others: all of it is shown. */
  isShown?: boolean;
  /** Takes the focus when this card's buttons go. */
  next: (card: HTMLElement | null) => HTMLElement | null;
}

/** A tool call that waits for leave: all of it, what is known of it, and the ways to decide. */
export const ApprovalCard = ({ approval, agentName, lead, isShown = false, next }: ApprovalCardProps) => {
  const attempt = useTry(approval.id);
  const isViewer = useMyRole(approval.sessionId) === "viewer";
  const { view, isOpen, show, isWhole } = useView(approval);
  const isSending = attempt?.state === "sending";
  const onDecide = (request: DecisionRequest, from: HTMLElement | null) => {
    const around = from?.closest<HTMLElement>("[data-approval]") ?? null;
    const target = around ?? document.querySelector<HTMLElement>(`[data-approval="${CSS.escape(approval.id)}"]`);
    const where = next(target);
    void giveDecision(approval, request, { around: target, next: () => where });
  };
  return (
    <div className={styles.card} data-approval={approval.id} aria-busy={isSending || undefined}>
      {lead}
      <p className={styles.head}>
        <span className={styles.who}>
          <ShieldCheck strokeWidth={1.7} aria-hidden />
          <PlainText>{`${agentName} ${askWords(approval.tool, view)}`}</PlainText>
        </span>
        <time className={styles.at} dateTime={approval.createdAt} title={formatFull(approval.createdAt)}>
          {formatClock(approval.createdAt)}
        </time>
        <span className={styles.left}>
          <span title={`Type “approve ${approval.code}” or “deny ${approval.code}”`}>{approval.code}</span>
          {" · "}
          <TimeLeft expiresAt={approval.expiresAt} />
        </span>
      </p>
      <Risks risks={approval.verdict.risks} />
      <Call view={view} isOpen={isOpen || isShown} onToggle={() => show(!isOpen)} />
      <CallFacts approval={approval} />
      <Verdict verdict={approval.verdict} />
      <Takes approval={approval} />
      {isViewer ? (
        <p className={styles.takes}>{viewerNote}</p>
      ) : (
        <Acts
          approval={approval}
          isSending={isSending}
          isWhole={isWhole || isShown}
          onShowAll={() => show(true)}
          onDecide={onDecide}
        />
      )}
      <Failure attempt={attempt} />
    </div>
  );
};
