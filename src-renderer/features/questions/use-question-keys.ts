import type { OpenQuestion } from "../../state/questions.ts";
import { announce } from "../../ui/announce.ts";
import { useKey } from "../keys/use-key.ts";
import { focusedSeq, jumpToNext, jumpToQuestion } from "./jump.ts";

const group = { group: "Discussion" } as const;

const atFocus = (open: readonly OpenQuestion[]) =>
  open.find(({ messageSeq }) => messageSeq === focusedSeq()) ?? open[0] ?? null;

/** `N` goes through the open questions; a digit leads to one of the answers, which Enter then gives. */
export const useQuestionKeys = (open: readonly OpenQuestion[]): void => {
  const next = () => {
    if (!jumpToNext(open)) announce("No question is open here.");
  };
  useKey("n", "Next open question", next, group);
  const choose = (key: string) => {
    const target = atFocus(open);
    const option = Number(key) - 1;
    if (target && option < target.question.options.length) jumpToQuestion(target.messageSeq, option);
  };
  useKey("digit", "Go to an answer of the question; Enter gives it", choose, {
    ...group,
    when: () => (atFocus(open)?.question.options.length ?? 0) > 0,
  });
};
