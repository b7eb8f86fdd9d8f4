import type { OpenQuestion } from "../../state/questions.ts";
import { announce } from "../../ui/announce.ts";
import { useKey } from "../keys/use-key.ts";
import type { Waiting } from "./next-open.ts";
import { focusedSeq, jumpToNext, jumpToQuestion } from "./jump.ts";

const group = { group: "Discussion" } as const;

const atFocus = (open: readonly OpenQuestion[]) =>
  open.find(({ messageSeq }) => messageSeq === focusedSeq()) ?? open[0] ?? null;

/** `N` goes through the open questions, and the `others` that wait for a person; a digit leads to one of the answers, which Enter then gives. */
export const useQuestionKeys = (open: readonly OpenQuestion[], others: readonly Waiting[]): void => {
  const next = () => {
    const all = [...open, ...others].toSorted((a, b) => a.messageSeq - b.messageSeq);
    if (!jumpToNext(all)) announce("Nothing waits for you here.");
  };
  useKey("n", "Next open question or approval", next, group);
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
