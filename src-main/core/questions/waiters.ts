import type { QuestionRecord } from "../records.ts";

/** A call that waits for the end of a question. */
export interface QuestionWaiter {
  readonly questionId: string;
  readonly sessionId: string;
  readonly machineId: string;
  /** Ends the wait; with nothing when the question is as it was. */
  resolve(question: QuestionRecord | undefined): void;
  reject(error: Error): void;
}

/** Who waits for which question; a question may have several. */
export interface QuestionWaiters {
  add(waiter: QuestionWaiter): void;
  remove(waiter: QuestionWaiter): boolean;
  /** Ends every wait for a question that is no longer open. */
  settle(question: QuestionRecord): void;
  /** Ends those that the predicate names, with an error or with nothing. */
  end(which: (waiter: QuestionWaiter) => boolean, error?: Error): void;
}

export const createQuestionWaiters = (): QuestionWaiters => {
  const byQuestion = new Map<string, Set<QuestionWaiter>>();
  return {
    add(waiter) {
      const set = byQuestion.get(waiter.questionId);
      if (set) set.add(waiter);
      else byQuestion.set(waiter.questionId, new Set([waiter]));
    },
    remove(waiter) {
      const set = byQuestion.get(waiter.questionId);
      const wasThere = set?.delete(waiter) ?? false;
      if (set?.size === 0) byQuestion.delete(waiter.questionId);
      return wasThere;
    },
    settle(question) {
      const set = byQuestion.get(question.id);
      byQuestion.delete(question.id);
      for (const waiter of set ?? []) waiter.resolve(question);
    },
    end(which, error) {
      for (const waiter of Array.from(byQuestion.values()).flatMap((set) => Array.from(set).filter(which))) {
        this.remove(waiter);
        if (error === undefined) waiter.resolve(undefined);
        else waiter.reject(error);
      }
    },
  };
};
