import type { Question } from "#contract/question.ts";

/** A question that waits for an answer, and the number of its message. */
export interface OpenQuestion {
  messageSeq: number;
  question: Question;
}

export interface OpenQuestionsDeps {
  read: (sessionId: string) => Promise<readonly OpenQuestion[]>;
  later: (run: () => void, ms: number) => () => void;
}

/** The open questions of the sessions that are looked at, wherever in their discussions they stand. */
export interface OpenQuestions {
  /** Oldest first; the same array until it changes. */
  list(sessionId: string): readonly OpenQuestion[];
  /** Reads them where the hub counts others than are known here; returns the way to call that off. */
  check(sessionId: string, count: number): () => void;
  /** A question as the hub has it now. */
  take(messageSeq: number, question: Question): void;
  drop(sessionId: string): void;
  resync(): void;
  subscribe(listener: () => void): () => void;
}

const none: readonly OpenQuestion[] = [];
/** A message and its session's count may come one after the other. */
const SETTLE_MS = 150;
const AGAIN_MS = 3_000;

const isSame = (a: readonly OpenQuestion[], b: readonly OpenQuestion[]) =>
  a.length === b.length && a.every(({ question }, at) => question.id === b[at]?.question.id);

const bySeq = (a: OpenQuestion, b: OpenQuestion) => a.messageSeq - b.messageSeq;

/** The lists as far as they are known; a question that was closed never comes back. */
const createLists = () => {
  const lists = new Map<string, readonly OpenQuestion[]>();
  const closed = new Set<string>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const of = (sessionId: string) => lists.get(sessionId) ?? none;
  const put = (sessionId: string, next: readonly OpenQuestion[]) => {
    const open = next.filter(({ question }) => question.state === "open" && !closed.has(question.id)).toSorted(bySeq);
    // The same list again must not be taken for news: that would read it again.
    if (isSame(open, of(sessionId))) return;
    lists.set(sessionId, open);
    tell();
  };
  return {
    of,
    put,
    close: (id: string) => void closed.add(id),
    drop: (sessionId: string) => void lists.delete(sessionId),
    clear() {
      lists.clear();
      closed.clear();
      tell();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

export const createOpenQuestions = ({ read, later }: OpenQuestionsDeps): OpenQuestions => {
  const lists = createLists();

  const check = (sessionId: string, count: number) => {
    let isOff = false;
    let cancel: (() => void) | null = null;
    const isWrong = () => !isOff && lists.of(sessionId).length !== count;
    const load = async () => {
      if (!isWrong()) return;
      try {
        const open = await read(sessionId);
        if (!isOff) lists.put(sessionId, open);
      } catch {
        if (!isOff) cancel = later(() => void load(), AGAIN_MS);
      }
    };
    if (isWrong()) cancel = later(() => void load(), SETTLE_MS);
    return () => {
      isOff = true;
      cancel?.();
    };
  };

  return {
    list: lists.of,
    check,
    take(messageSeq, question) {
      if (question.state !== "open") lists.close(question.id);
      const others = lists.of(question.sessionId).filter((one) => one.question.id !== question.id);
      lists.put(question.sessionId, [...others, { messageSeq, question }]);
    },
    drop: lists.drop,
    resync: lists.clear,
    subscribe: lists.subscribe,
  };
};
