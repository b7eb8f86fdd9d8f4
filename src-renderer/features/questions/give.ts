import { clearDraft } from "../../state/drafts.ts";
import { answerQuestion, type GivenAnswer, type OpenQuestion } from "../../state/questions.ts";
import { announce } from "../../ui/announce.ts";

/** What is typed as an answer is kept as a draft of its own. */
export const draftKeyOf = (questionId: string): string => `question.${questionId}`;

const wordsOf = ({ question }: OpenQuestion, answer: GivenAnswer) =>
  "optionId" in answer
    ? (question.options.find(({ id }) => id === answer.optionId)?.label ?? answer.optionId)
    : answer.text;

/** Whether the focus is on something that goes with the answer, or went already. */
const isLosing = (around: HTMLElement | null) =>
  document.activeElement === document.body || around?.contains(document.activeElement) === true;

/**
 * Gives an answer from this screen and has it read out. The buttons `around` it go with it: `next` takes their focus.
 */
export const giveAnswer = async (
  open: OpenQuestion,
  answer: GivenAnswer,
  { around, next }: { around: HTMLElement | null; next: HTMLElement | null },
): Promise<void> => {
  const counts = await answerQuestion(open, answer);
  if (!counts) return;
  clearDraft(draftKeyOf(open.question.id));
  announce(`Answered: ${wordsOf(open, answer)}`);
  if (isLosing(around)) next?.focus({ preventScroll: true });
};
