import type { Approval } from "#contract/approval.ts";
import type { Message } from "#contract/message.ts";
import type { Question } from "#contract/question.ts";
import type { Receipt } from "#contract/receipt.ts";
import { createDiscussion, type Discussion, type DiscussionDeps } from "./discussion.ts";

export interface RegistryDeps extends Omit<DiscussionDeps, "readAfter"> {
  readAfter: (sessionId: string, after: number, limit: number, signal: AbortSignal) => Promise<Message[]>;
}

/** The discussions that this screen has; a bounded number of them is kept beyond those that are shown. */
export interface Registry {
  of(sessionId: string): Discussion;
  /** Keeps it while it is shown; returns the way to let go. */
  hold(sessionId: string): () => void;
  take(message: Message): void;
  takeAnswer(message: Message): void;
  takeReceipt(sessionId: string, seq: number, receipt: Receipt): void;
  takeQuestion(seq: number, question: Question): void;
  takeApproval(approval: Approval): void;
  drop(sessionId: string): void;
  resync(): void;
  retry(): void;
}

const mostKept = 6;

export const createRegistry = ({ readAfter, ...deps }: RegistryDeps): Registry => {
  const kept = new Map<string, Discussion>();
  const holds = new Map<string, number>();

  const drop = (sessionId: string) => {
    kept.get(sessionId)?.close();
    kept.delete(sessionId);
  };

  const trim = () => {
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) return;
      if (!holds.has(oldest)) drop(oldest);
    }
  };

  const of = (sessionId: string): Discussion => {
    const known = kept.get(sessionId);
    if (known) return known;
    const discussion = createDiscussion({
      ...deps,
      readAfter: (after, limit, signal) => readAfter(sessionId, after, limit, signal),
    });
    kept.set(sessionId, discussion);
    return discussion;
  };

  return {
    of,
    hold(sessionId) {
      const discussion = of(sessionId);
      // The one shown last is dropped last.
      kept.delete(sessionId);
      kept.set(sessionId, discussion);
      holds.set(sessionId, (holds.get(sessionId) ?? 0) + 1);
      trim();
      return () => {
        const count = (holds.get(sessionId) ?? 1) - 1;
        if (count === 0) holds.delete(sessionId);
        else holds.set(sessionId, count);
      };
    },
    take: (message) => kept.get(message.sessionId)?.take(message),
    takeAnswer: (message) => kept.get(message.sessionId)?.takeAnswer(message),
    takeReceipt: (sessionId, seq, receipt) => kept.get(sessionId)?.takeReceipt(seq, receipt),
    takeQuestion: (seq, question) => kept.get(question.sessionId)?.takeQuestion(seq, question),
    takeApproval: (approval) => kept.get(approval.sessionId)?.takeApproval(approval.messageSeq, approval),
    drop: (sessionId) => {
      if (!holds.has(sessionId)) drop(sessionId);
    },
    resync() {
      for (const [sessionId, discussion] of kept) {
        if (holds.has(sessionId)) discussion.resync();
        else drop(sessionId);
      }
    },
    retry() {
      for (const sessionId of holds.keys()) kept.get(sessionId)?.retry();
    },
  };
};
