import { useCallback, useEffect, useSyncExternalStore } from "react";
import { ProblemError } from "#client/errors.ts";
import type { Question } from "#contract/question.ts";
import type { PersonSession } from "#contract/session.ts";
import { api } from "./api.ts";
import { discussionOf } from "./discussions.ts";
import { hubStore } from "./hub-store.ts";
import { type Attempt, createAnswering, type GivenAnswer } from "./questions/answering.ts";
import { createOpenQuestions, type OpenQuestion } from "./questions/open.ts";
import { onChange, onResync } from "./stream.ts";

export type { Attempt, GivenAnswer } from "./questions/answering.ts";
export type { OpenQuestion } from "./questions/open.ts";

const openQuestions = createOpenQuestions({
  read: async (sessionId) => (await api.call("openQuestions", { params: { id: sessionId } })).items,
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

const take = (messageSeq: number, question: Question) => {
  openQuestions.take(messageSeq, question);
  discussionOf(question.sessionId).takeQuestion(messageSeq, question);
};

/** The messages of the questions that were answered here. */
const seqs = new Map<string, number>();

const answering = createAnswering({
  send: async (id, answer: GivenAnswer) =>
    (await api.call("answerQuestion", { params: { id }, body: answer })).question,
  conflictOf: (error) =>
    error instanceof ProblemError && error.code === "conflict" && error.problem["question"]
      ? (error.problem["question"] as Question)
      : null,
  personId: () => hubStore.getState().person?.id ?? null,
  taken: (question) => {
    const seq = seqs.get(question.id);
    if (seq !== undefined) take(seq, question);
  },
});

onChange((change) => {
  if (change.type === "question") openQuestions.take(change.messageSeq, change.question);
  else if (change.type === "message" && change.message.question)
    openQuestions.take(change.message.seq, change.message.question);
  else if (change.type === "session-deleted") openQuestions.drop(change.sessionId);
});
onResync(openQuestions.resync);

/** The open questions of a session, oldest first, wherever in its discussion they stand. */
export const useOpenQuestions = ({ id, openQuestions: count }: PersonSession): readonly OpenQuestion[] => {
  const list = useSyncExternalStore(
    openQuestions.subscribe,
    useCallback(() => openQuestions.list(id), [id]),
  );
  const isIncomplete = list.length !== count;
  useEffect(() => (isIncomplete ? openQuestions.check(id, count) : undefined), [id, count, isIncomplete]);
  return list;
};

/** What became of the answer that this screen gave to a question. */
export const useAttempt = (questionId: string): Attempt | undefined =>
  useSyncExternalStore(
    answering.subscribe,
    useCallback(() => answering.of(questionId), [questionId]),
  );

/** Answers a question; its card shows how that goes. True when this answer is the one that counts. */
export const answerQuestion = ({ messageSeq, question }: OpenQuestion, answer: GivenAnswer): Promise<boolean> => {
  seqs.set(question.id, messageSeq);
  return answering.answer(question.id, answer);
};
export const openQuestionsOf = openQuestions.list;
