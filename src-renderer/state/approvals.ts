import { useCallback, useEffect, useSyncExternalStore } from "react";
import { ProblemError } from "#client/errors.ts";
import type { Approval, DecisionRequest, ManyDecisionsAnswer } from "#contract/approval.ts";
import type { PersonSession } from "#contract/session.ts";
import { api } from "./api.ts";
import { createDeciding, type Try } from "./approvals/deciding.ts";
import { createOpenApprovals, type OpenState } from "./approvals/open.ts";
import { discussionOf } from "./discussions.ts";
import { hubStore } from "./hub-store.ts";
import { useHub } from "./hub.ts";
import { onChange, onResync } from "./stream.ts";

export type { OpenState } from "./approvals/open.ts";
export type { Try } from "./approvals/deciding.ts";

const PAGE = "200";

const readAll = async (): Promise<Approval[]> => {
  const all: Approval[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: PAGE, ...(cursor === null ? {} : { after: cursor }) };
    const page: { items: Approval[]; next: string | null } = await api.call("approvals", { query });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
};

const open = createOpenApprovals({
  read: readAll,
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

const endedListeners = new Set<(approval: Approval) => void>();

/** Calls back with each approval that ends while this screen looks; returns the way to stop. */
export const onEnded = (listener: (approval: Approval) => void): (() => void) => {
  endedListeners.add(listener);
  return () => void endedListeners.delete(listener);
};

const note = (approval: Approval) => {
  open.take(approval);
  if (approval.state !== "open") for (const listener of endedListeners) listener(approval);
};

const take = (approval: Approval) => {
  note(approval);
  discussionOf(approval.sessionId).takeApproval(approval.messageSeq, approval);
};

const deciding = createDeciding({
  send: async (id, request) =>
    (await api.call("decide", { params: { id }, body: { via: "page", ...request } })).approval,
  conflictOf: (error) =>
    error instanceof ProblemError && error.code === "conflict" && error.problem["approval"]
      ? (error.problem["approval"] as Approval)
      : null,
  personId: () => hubStore.getState().person?.id ?? null,
  taken: take,
});

onChange((change) => {
  if (change.type === "approval") note(change.approval);
  else if (change.type === "message" && change.message.approval) note(change.message.approval);
  else if (change.type === "session-deleted") open.drop(change.sessionId);
});
onResync(open.resync);

const countOf = (sessions: Record<string, PersonSession>) =>
  Object.values(sessions).reduce((sum, { openApprovals }) => sum + openApprovals, 0);

/** How many approvals are open, in all sessions. */
export const useApprovalCount = (): number => useHub((state) => countOf(state.sessions));

/** The open approvals of all sessions, oldest first; read from the hub and kept true while they are looked at. */
export const useOpenApprovals = (): OpenState => {
  const state = useSyncExternalStore(open.subscribe, open.state);
  const count = useApprovalCount();
  const isReady = useHub(({ phase }) => phase === "ready");
  const isIncomplete = !state.isRead || state.all.length !== count;
  useEffect(() => (isIncomplete && isReady ? open.check(count) : undefined), [count, isIncomplete, isReady]);
  return state;
};

/** Those of one session, oldest first. */
export const useApprovalsOf = (sessionId: string): readonly Approval[] => {
  useOpenApprovals();
  return useSyncExternalStore(
    open.subscribe,
    useCallback(() => open.of(sessionId), [sessionId]),
  );
};

export const openApprovalsOf = open.of;

/** What became of the decision that this screen gave. */
export const useTry = (approvalId: string): Try | undefined =>
  useSyncExternalStore(
    deciding.subscribe,
    useCallback(() => deciding.of(approvalId), [approvalId]),
  );

/** Allows or denies; the card shows how that goes. True when this decision is the one that counts. */
export const decide = deciding.decide;

/** The same decision on several; throws what the client throws. */
export const decideMany = async (
  ids: readonly string[],
  request: Pick<DecisionRequest, "decision" | "note">,
): Promise<ManyDecisionsAnswer["results"]> => {
  const { results } = await api.call("decideMany", { body: { ids: [...ids], ...request } });
  for (const { id, approval, isDone } of results) {
    if (approval) take(approval);
    if (!isDone && approval && approval.state !== "open") deciding.late(id, request);
  }
  return results;
};

/** Sends a reply that may be a decision. Gives the approval that it decided; null when it went on as a reply. */
export const sayDecision = async (sessionId: string, text: string): Promise<Approval | null> => {
  const { approval } = await api.call("reply", { params: { id: sessionId }, body: { text } });
  if (approval) take(approval);
  return approval;
};

/** A page of those that ended, newest first. */
export const readEnded = (before: string | null) =>
  api.call("approvals", { query: { state: "ended", limit: "50", ...(before === null ? {} : { before }) } });
