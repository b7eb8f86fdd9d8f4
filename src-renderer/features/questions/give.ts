import { answerQuestion, type GivenAnswer, type OpenQuestion } from "../../state/questions.ts";
import { clearDraft } from "../../state/drafts.ts";
import { announce } from "../../ui/announce.ts";

/** What is typed as an answer is kept as a draft of its own. */
export const draftKeyOf = (questionId: string): string => `question.${questionId}`;

const wordsOf = ({ question }: OpenQuestion, answer: GivenAnswer) =>
  "optionId" in answer
    ? (question.options.find(({ id }) => id === answer.optionId)?.label ?? answer.optionId)
    : answer.text;

/** Gives an answer from this screen and has it read out; `row` takes the focus that the card's buttons lose by it. */
export const giveAnswer = async (open: OpenQuestion, answer: GivenAnswer, row: HTMLElement | null): Promise<void> => {
  const counts = await answerQuestion(open, answer);
  if (!counts) return;
  clearDraft(draftKeyOf(open.question.id));
  announce(`Answered: ${wordsOf(open, answer)}`);
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) row?.focus({ preventScroll: true });
  });
};
