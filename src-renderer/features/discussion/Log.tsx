import type { VirtualItem } from "@tanstack/react-virtual";
import { type FocusEvent, useEffect, useRef, useState } from "react";
import type { PersonSession } from "#contract/session.ts";
import { type Discussion, discussionOf, useDiscussionVersion, usePending } from "../../state/discussions.ts";
import { useApprovalsOf } from "../../state/approvals.ts";
import { useHub } from "../../state/hub.ts";
import { useOpenQuestions } from "../../state/questions.ts";
import { PinnedApproval } from "../approvals/PinnedApproval.tsx";
import { useApprovalKeys } from "../approvals/use-approval-keys.ts";
import { jumpToNext } from "../questions/jump.ts";
import { PinnedQuestion } from "../questions/PinnedQuestion.tsx";
import { useQuestionKeys } from "../questions/use-question-keys.ts";
import { EmptyLog } from "./EmptyLog.tsx";
import { focusedRow, seqOf } from "./focused-row.ts";
import { JumpButton } from "./JumpButton.tsx";
import { useKeepPlace, useOpeningPlace } from "./kept-place.ts";
import styles from "./Log.module.css";
import { PendingRow } from "./PendingRow.tsx";
import { ReadFailure } from "./ReadFailure.tsx";
import { Row } from "./Row.tsx";
import { openingAt } from "./unread-line.ts";
import { useFlash } from "./use-flash.ts";
import { useLog } from "./use-log.ts";
import { useLooking } from "./use-looking.ts";
import { useQuestionJump } from "./use-question-jump.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { useUnreadLine } from "./use-unread-line.ts";

interface LogProps {
  session: PersonSession;
  focusSeq: number | null;
}

/** After a reply was sent its place is shown. */
const useShowSent = (sent: number, show: () => void) => {
  const before = useRef(sent);
  useEffect(() => {
    if (sent > before.current) show();
    before.current = sent;
  });
};

/** The row that has the focus; it stays drawn, and one row at a time can be reached by the Tab key. */
const useActiveRow = () => {
  const [activeSeq, setActiveSeq] = useState<number | null>(null);
  const onFocus = () => setActiveSeq(seqOf(focusedRow()));
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setActiveSeq(null);
  };
  return { activeSeq, onFocus, onBlur };
};

interface InView {
  first: number;
  last: number;
  lastSeq: number;
  /** Whether the log was moved from its beginning. */
  hasMoved: boolean;
}

/** Reads what is in view. Before the log has moved to where it opens that is its beginning, which nobody looks at. */
const useReading = (discussion: Discussion, { first, last, lastSeq, hasMoved }: InView, opensAt: number) => {
  const opening = useRef(opensAt);
  const isThere = useRef(false);
  useEffect(() => {
    if (hasMoved || last >= opening.current) isThere.current = true;
    if (isThere.current) discussion.look(first, last, lastSeq);
    else discussion.look(opening.current, opening.current, lastSeq);
  }, [discussion, first, last, lastSeq, hasMoved]);
};

const useMessagesIn = (session: PersonSession, focusSeq: number | null) => {
  const { id, readSeq } = session;
  const discussion = discussionOf(id);
  useDiscussionVersion(id);
  const pending = usePending(id);
  const scroller = useRef<HTMLDivElement>(null);
  const active = useActiveRow();
  const lastSeq = Math.max(session.lastSeq, discussion.newest());
  const pendingIds = pending.map(({ localId }) => localId);
  const { activeSeq } = active;
  const place = useOpeningPlace({ sessionId: id, readSeq, lastSeq, focusSeq });
  const { virtualizer, isAtEnd } = useLog({ scroller, lastSeq, pendingIds, readSeq, focusSeq, place, activeSeq });
  useKeepPlace(virtualizer, id, isAtEnd);
  const first = (virtualizer.range?.startIndex ?? 0) + 1;
  const last = Math.min((virtualizer.range?.endIndex ?? 0) + 1, lastSeq);
  const hasMoved = (virtualizer.scrollOffset ?? 0) > 0;
  useReading(
    discussion,
    { first, last, lastSeq, hasMoved },
    place?.seq ?? focusSeq ?? openingAt(readSeq, lastSeq) ?? lastSeq,
  );
  const tabStop = Math.min(Math.max(activeSeq ?? last, first), last);
  return { discussion, pending, scroller, active, lastSeq, virtualizer, isAtEnd, tabStop, inView: { first, last } };
};

/** The messages of a discussion, newest at the bottom; only those around what is in view are drawn and read. */
export const Log = ({ session, focusSeq }: LogProps) => {
  const { id, agent } = session;
  const personId = useHub((state) => state.person?.id ?? null);
  const messages = useMessagesIn(session, focusSeq);
  const { discussion, pending, scroller, active, lastSeq, virtualizer, isAtEnd, tabStop, inView } = messages;
  const { line, clear } = useUnreadLine(session, lastSeq, useLooking(isAtEnd));
  const flashedSeq = useFlash(focusSeq);
  const onRowKey = useRowKeys(virtualizer, id, lastSeq);
  const isEmpty = lastSeq === 0 && pending.length === 0;
  const openQuestions = useOpenQuestions(session);
  useQuestionJump(virtualizer);
  const openApprovals = useApprovalsOf(id);
  useQuestionKeys(openQuestions, openApprovals);
  useApprovalKeys(openApprovals, "Discussion", () => jumpToNext(openApprovals));
  const measure = virtualizer.measureElement;
  useShowSent(pending.length, () => {
    virtualizer.scrollToEnd();
    clear();
  });

  const row = ({ index, key, start }: VirtualItem) => {
    const seq = index + 1;
    const unconfirmed = pending[index - lastSeq];
    if (unconfirmed)
      return <PendingRow key={key} pending={unconfirmed} index={index} start={start} measure={measure} />;
    const marks = { isFirstUnread: line.at === seq, isFlashed: flashedSeq === seq, isTabStop: tabStop === seq };
    const place = { sessionId: id, seq, count: lastSeq, start, measure };
    return <Row key={key} {...place} {...marks} agentName={agent.name} personId={personId} />;
  };

  return (
    <div className={styles.frame}>
      <ReadFailure discussion={discussion} />
      <div
        ref={scroller}
        className={styles.log}
        // A feed has articles in it.
        role={isEmpty ? "group" : "feed"}
        aria-label={`Messages of ${session.title}`}
        onKeyDown={onRowKey}
        onFocus={active.onFocus}
        onBlur={active.onBlur}
      >
        <div className={styles.sizer} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(row)}
        </div>
      </div>
      {isEmpty && <EmptyLog session={session} />}
      <JumpButton
        isAtEnd={isAtEnd}
        fresh={lastSeq - line.seen}
        unsent={pending.filter(({ state }) => state === "failed").length}
        onJump={() => virtualizer.scrollToEnd()}
      />
      <PinnedApproval all={openApprovals} inView={inView}>
        <PinnedQuestion all={openQuestions} inView={inView} />
      </PinnedApproval>
    </div>
  );
};
