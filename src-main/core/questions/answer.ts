import type { AnswerRequest } from "#contract/question.ts";
import { HubError } from "../errors.ts";
import type { QuestionRecord } from "../records.ts";

/** Throws `invalid` for an option that the question does not have, or for free text where it takes none. */
export const refuseWrongAnswer = (question: QuestionRecord, { optionId, text }: AnswerRequest): void => {
  if (optionId !== undefined && !question.options.some(({ id }) => id === optionId)) {
    const message = "must be the id of one of the question's options";
    throw new HubError("invalid", `optionId: ${message}`, { issues: [{ path: "optionId", message }] });
  }
  if (text !== undefined && !question.free) {
    const message = "this question takes one of its options only";
    throw new HubError("invalid", `text: ${message}`, { issues: [{ path: "text", message }] });
  }
};
