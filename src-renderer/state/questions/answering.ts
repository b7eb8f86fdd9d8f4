import type { Question } from "#contract/question.ts";

/** An answer in a person's own words, or one of the options. */
export type GivenAnswer = { optionId: string } | { text: string };

/** What became of an answer that this screen gave. */
export type Attempt =
  | { state: "sending"; answer: GivenAnswer }
  | { state: "failed"; answer: GivenAnswer; error: unknown }
  /** Another answer, or the question's end, came first. */
  | { state: "late"; answer: GivenAnswer };

export interface AnsweringDeps {
  send: (questionId: string, answer: GivenAnswer) => Promise<Question>;
  /** The question as it is now, where a refusal carries it. */
  conflictOf: (error: unknown) => Question | null;
  personId: () => string | null;
  /** Told of the question as the hub has it now. */
  taken: (question: Question) => void;
}

export interface Answering {
  /** The same object until it changes. */
  of(questionId: string): Attempt | undefined;
  /** Gives an answer; one at a time for each question. True when it is the one that counts. */
  answer(questionId: string, answer: GivenAnswer): Promise<boolean>;
  subscribe(listener: () => void): () => void;
}

const mostRemembered = 100;

/** Whether the answer that counts is this person's own and the same: only its confirmation was lost. */
const isOwn = ({ answer }: Question, given: GivenAnswer, personId: string | null) =>
  answer !== null &&
  answer.by.id === personId &&
  ("optionId" in given ? answer.optionId === given.optionId : answer.text === given.text);

/** Gives answers and keeps what became of each while its card may be scrolled away. */
export const createAnswering = ({ send, conflictOf, personId, taken }: AnsweringDeps): Answering => {
  const attempts = new Map<string, Attempt>();
  const listeners = new Set<() => void>();
  const put = (questionId: string, attempt: Attempt | null) => {
    attempts.delete(questionId);
    if (attempt) attempts.set(questionId, attempt);
    for (const oldest of attempts.keys()) {
      if (attempts.size <= mostRemembered) break;
      attempts.delete(oldest);
    }
    for (const listener of listeners) listener();
  };

  const refused = (questionId: string, answer: GivenAnswer, error: unknown): boolean => {
    const now = conflictOf(error);
    if (now === null) {
      put(questionId, { state: "failed", answer, error });
      return false;
    }
    const counts = isOwn(now, answer, personId());
    taken(now);
    put(questionId, counts ? null : { state: "late", answer });
    return counts;
  };

  return {
    of: (questionId) => attempts.get(questionId),
    async answer(questionId, answer) {
      if (attempts.get(questionId)?.state === "sending") return false;
      put(questionId, { state: "sending", answer });
      try {
        taken(await send(questionId, answer));
        put(questionId, null);
        return true;
      } catch (error) {
        return refused(questionId, answer, error);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
