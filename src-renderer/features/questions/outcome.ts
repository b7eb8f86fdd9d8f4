import type { Question } from "#contract/question.ts";

/** What became of a question that is no longer open. */
export interface Outcome {
  /** Who or what ended it: `You answered`, `Ada answered`, `No answer came in time`. */
  words: string;
  /** The answer in the words of the option or of the person; null when there was none. */
  answer: string | null;
  at: string | null;
}

const answerWords = ({ options, answer }: Question): string | null => {
  if (answer === null) return null;
  const label = options.find(({ id }) => id === answer.optionId)?.label ?? null;
  return [label, answer.text].filter((part) => part !== null && part !== "").join(": ") || null;
};

/** How a closed question ended, for the person at this screen; null while it is open. */
export const outcomeOf = (question: Question, agentName: string, personId: string | null): Outcome | null => {
  const { state, answer, closedAt } = question;
  switch (state) {
    case "open":
      return null;
    case "answered": {
      const by = answer?.by.id === personId ? "You" : (answer?.by.name ?? "Someone");
      return { words: `${by} answered`, answer: answerWords(question), at: answer?.at ?? closedAt };
    }
    case "expired":
      return { words: "No answer came in time", answer: null, at: closedAt };
    case "withdrawn":
      return { words: `${agentName} took it back`, answer: null, at: closedAt };
  }
};
