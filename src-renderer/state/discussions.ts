import { useCallback, useEffect, useSyncExternalStore } from "react";
import { ProblemError } from "#client/errors.ts";
import type { Message } from "#contract/message.ts";
import { showToast } from "../ui/toast.ts";
import { api } from "./api.ts";
import { createRegistry } from "./discussions/registry.ts";
import { createSending, type Pending, type Sending } from "./discussions/sending.ts";
import { createSteps } from "./discussions/steps.ts";
import { keepUnsent, readUnsent } from "./discussions/unsent.ts";
import { hubStore } from "./hub-store.ts";
import { hubNow } from "./now.ts";
import { onChange, onConnection, onResync } from "./stream.ts";

export type { Discussion } from "./discussions/discussion.ts";
export type { Pending } from "./discussions/sending.ts";

const later = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

// Not from the contract's table: that would bring its schema library.
const mayRetry = (error: unknown) =>
  !(error instanceof ProblemError) || error.status >= 500 || error.code === "rate-limited";

/** Whether the hub said that it did not take it: a repeat would be refused again. */
export const isRefusal = (error: unknown): boolean => error instanceof ProblemError && !mayRetry(error);

const registry = createRegistry({
  readAfter: async (sessionId, after, limit, signal) => {
    const query = { after: String(after), limit: String(limit) };
    const page = await api.call("personMessages", { params: { id: sessionId }, query, signal });
    return page.items;
  },
  later,
  mayRetry,
  seen: (message) => sending.seen(message),
});

const sending: Sending = createSending({
  send: async ({ sessionId, text, quote, attachments, localId }: Pending): Promise<Message> => {
    const files = attachments.length === 0 ? {} : { attachments: attachments.map(({ id }) => id) };
    const body = { text, ...(quote === null ? {} : { quote }), ...files };
    const answer = await api.call("reply", { params: { id: sessionId }, body, idempotencyKey: localId });
    if (answer.hint !== null) showToast(answer.hint);
    return { ...answer.message, receipt: answer.receipt };
  },
  isRefusal,
  personId: () => hubStore.getState().person?.id ?? null,
  newKey: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  now: hubNow,
  keep: (unsent) => keepUnsent(sessionStorage, unsent),
  kept: readUnsent(sessionStorage),
  delivered: registry.takeAnswer,
});

const steps = createSteps();

onChange((change) => {
  if (change.type === "message") {
    if (change.message.receipt) steps.note(change.message.receipt);
    sending.seen(change.message);
    registry.take(change.message);
  } else if (change.type === "receipt") {
    steps.note(change.receipt);
    registry.takeReceipt(change.sessionId, change.messageSeq, change.receipt);
  } else if (change.type === "question") registry.takeQuestion(change.messageSeq, change.question);
  else if (change.type === "approval") registry.takeApproval(change.approval);
  else if (change.type === "session-deleted") registry.drop(change.sessionId);
});
onResync(() => registry.resync());
onConnection((connection) => connection === "live" && registry.retry());

/** The discussion of a session, read from the hub as it is looked at. Kept for a while when it is left. */
export const discussionOf = registry.of;

/** Draws again with every change of the discussion that can be seen. */
export const useDiscussionVersion = (sessionId: string): number => {
  const discussion = discussionOf(sessionId);
  useEffect(() => registry.hold(sessionId), [sessionId]);
  return useSyncExternalStore(discussion.subscribe, discussion.version);
};

/** One message, once it was read; draws again when it changes. */
export const useMessage = (sessionId: string, seq: number): Message | undefined => {
  const discussion = discussionOf(sessionId);
  const get = useCallback(() => discussion.get(seq), [discussion, seq]);
  return useSyncExternalStore(discussion.subscribe, get);
};

/** What this screen saw of a reply's way, oldest first. */
export const seenReceipts = steps.of;

/** The replies of this screen that the hub has not confirmed. */
export const usePending = (sessionId: string): readonly Pending[] =>
  useSyncExternalStore(
    sending.subscribe,
    useCallback(() => sending.list(sessionId), [sessionId]),
  );

export const { send: sendReply, retry: retryReply, discard: discardReply } = sending;
