import { Layers } from "lucide-react";
import { useState } from "react";
import type { Approval } from "#contract/approval.ts";
import { useSession } from "../../state/hub.ts";
import { viewerNote } from "../../text/approvals.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { TimeLeft } from "../questions/TimeLeft.tsx";
import { behindWords, PlaceFacts } from "./ApprovalCard.tsx";
import styles from "./ApprovalCard.module.css";
import page from "./ApprovalsPage.module.css";
import { AskAgain } from "./AskAgain.tsx";
import { Call } from "./Call.tsx";
import { askWords } from "./call.ts";
import { dangersOf } from "./danger.ts";
import { decideAll } from "./decide-many.ts";
import { idsOf, type Same } from "./groups.ts";
import { Risks } from "./Risks.tsx";
import { SessionLead } from "./SessionLead.tsx";
import { useMyRole } from "./use-my-role.ts";
import { useView } from "./use-view.ts";
import { Verdict } from "./Verdict.tsx";

const Member = ({ approval }: { approval: Approval }) => {
  const session = useSession(approval.sessionId);
  const who = [session?.agent.name, `for ${behindWords(approval)}`].filter(Boolean).join(" · ");
  return (
    <li>
      <SessionLead approval={approval} />
      <PlainText className={page.where}>{who}</PlainText>
      <span className={page.until}>
        {approval.code} · <TimeLeft expiresAt={approval.expiresAt} />
      </span>
    </li>
  );
};

/** One of each: what was told with a call, e.g. its home folder, can make a difference to what it may touch. */
const union = <T,>(lists: readonly (readonly T[])[], keyOf: (item: T) => string): T[] => [
  ...new Map(lists.flat().map((item) => [keyOf(item), item])).values(),
];

interface SameCardProps {
  same: Same;
  isSelected: boolean;
  next: (card: HTMLElement | null) => HTMLElement | null;
}

/** Decides all of them, and says how far that is. */
const useDecideAll = (same: Same, next: SameCardProps["next"]) => {
  const [isSending, setSending] = useState(false);
  const decide = async (decision: "allow" | "deny", from: HTMLElement) => {
    const target = next(from.closest<HTMLElement>("[data-approval]"));
    setSending(true);
    const isDone = await decideAll(idsOf(same), decision);
    setSending(false);
    if (isDone && document.activeElement === document.body) target?.focus({ preventScroll: true });
  };
  return { isSending, decide };
};

interface AllActsProps {
  count: number;
  dangers: readonly string[];
  isShown: boolean;
  isSending: boolean;
  onShowAll: () => void;
  onDecide: (decision: "allow" | "deny", from: HTMLElement) => void;
}

const AllActs = ({ count, dangers, isShown, isSending, onShowAll, onDecide }: AllActsProps) => {
  const [isAgain, setAgain] = useState(false);
  const allow = (from: HTMLElement) => {
    if (!isShown) {
      onShowAll();
      announce("All of the call is shown now: look at it, then allow it.");
    } else if (dangers.length > 0) setAgain(true);
    else onDecide("allow", from);
  };
  if (isAgain)
    return (
      <AskAgain
        dangers={dangers}
        rule={null}
        isSending={isSending}
        onBack={() => setAgain(false)}
        onAllow={(from) => onDecide("allow", from)}
      />
    );
  return (
    <div className={styles.acts}>
      <Button
        data-act="allow"
        className={styles.allow}
        isBusy={isSending}
        onClick={({ currentTarget }) => allow(currentTarget)}
      >
        {isShown ? `Allow all ${count}` : "Show all, then allow"}
      </Button>
      <Button
        data-act="deny"
        tone="danger"
        isBusy={isSending}
        onClick={({ currentTarget }) => onDecide("deny", currentTarget)}
      >
        {`Deny all ${count}`}
      </Button>
    </div>
  );
};

/** The same call in the same place, asked for several times: by whom, and one decision for all. */
export const SameCard = ({ same, isSelected, next }: SameCardProps) => {
  const { first, all } = same;
  const { view, isOpen, show, isWhole } = useView(first);
  const isViewer = useMyRole(first.sessionId) === "viewer";
  const { isSending, decide } = useDecideAll(same, next);
  const risks = union(
    all.map(({ verdict }) => verdict.risks),
    ({ kind, detail }) => `${kind} ${detail}`,
  );
  return (
    <div className={styles.card} data-approval={same.key} aria-busy={isSending || undefined}>
      <p className={styles.head}>
        <span className={styles.who}>
          <Layers strokeWidth={1.7} aria-hidden />
          {all.length} identical calls: each {askWords(first.tool, view)}
        </span>
      </p>
      <Risks risks={risks} />
      <Call view={view} isOpen={isOpen || isSelected} onToggle={() => show(!isOpen)} />
      <PlaceFacts approval={first} />
      <ul className={page.members} aria-label="Who asks">
        {all.map((approval) => (
          <Member key={approval.id} approval={approval} />
        ))}
      </ul>
      <Verdict verdict={first.verdict} />
      {isViewer ? (
        <p className={styles.takes}>{viewerNote}</p>
      ) : (
        <AllActs
          count={all.length}
          dangers={union(all.map(dangersOf), (words) => words)}
          isShown={isWhole || isSelected}
          isSending={isSending}
          onShowAll={() => show(true)}
          onDecide={(decision, from) => void decide(decision, from)}
        />
      )}
    </div>
  );
};
