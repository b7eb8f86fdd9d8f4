import type { Message } from "#contract/message.ts";
import type { Question } from "#contract/question.ts";
import type { Receipt } from "#contract/receipt.ts";

// Stand-ins for tests: messages, a clock that is turned by hand, and a hub whose answers are given by hand.

export const fakeMessage = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  sessionId: "s1",
  seq,
  kind: "post",
  from: { type: "agent", id: "a1", name: "SwiftHeron", role: null },
  text: `message ${seq}`,
  level: "info",
  replyTo: null,
  quote: null,
  attachments: [],
  question: null,
  approval: null,
  createdAt: new Date(1_700_000_000_000 + seq * 1000).toISOString(),
  receipt: null,
  ...more,
});

export const fakeReceipt = (messageId: string, state: Receipt["state"], more: Partial<Receipt> = {}): Receipt => ({
  messageId,
  state,
  carrier: null,
  at: new Date(1_700_000_000_000).toISOString(),
  handedAt: null,
  note: null,
  ...more,
});

export const fakeQuestion = (messageId: string, more: Partial<Question> = {}): Question => ({
  id: `q-${messageId}`,
  sessionId: "s1",
  messageId,
  text: "Postgres or NATS?",
  options: [
    { id: "pg", label: "Postgres", detail: null },
    { id: "nats", label: "NATS", detail: "Fast, and one more thing to run" },
  ],
  free: false,
  state: "open",
  answer: null,
  createdAt: new Date(1_700_000_000_000).toISOString(),
  expiresAt: null,
  closedAt: null,
  ...more,
});

export const fakeTimers = () => {
  const timers = new Set<() => void>();
  return {
    later: (run: () => void) => {
      timers.add(run);
      return () => void timers.delete(run);
    },
    /** Runs what is due, and what that makes due. */
    run: () => {
      while (timers.size > 0) {
        const due = Array.from(timers);
        timers.clear();
        for (const timer of due) timer();
      }
    },
    runOnce: () => {
      const due = Array.from(timers);
      timers.clear();
      for (const timer of due) timer();
    },
    count: () => timers.size,
  };
};

interface Asked {
  after: number;
  limit: number;
  isAborted: () => boolean;
  answer: (messages: Message[]) => Promise<void>;
  fail: (error: unknown) => Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Pages that are asked for, in order; each is answered or failed by the test. */
export const fakePages = () => {
  const asked: Asked[] = [];
  const readAfter = (after: number, limit: number, signal: AbortSignal) =>
    new Promise<Message[]>((resolve, reject) => {
      asked.push({
        after,
        limit,
        isAborted: () => signal.aborted,
        answer: (messages) => (resolve(messages), settled()),
        fail: (error) => (reject(error), settled()),
      });
    });
  const take = (): Asked => {
    const next = asked.shift();
    if (!next) throw new Error("Nothing was asked for.");
    return next;
  };
  return { readAfter, take, asked };
};

export const span = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_unused, at) => fakeMessage(from + at));
