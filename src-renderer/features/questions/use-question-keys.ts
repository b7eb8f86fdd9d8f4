import type { PersonSession } from "#contract/session.ts";
import { type OpenQuestion, useOpenQuestions } from "../../state/questions.ts";
import { announce } from "../../ui/announce.ts";
import { useKey } from "../keys/use-key.ts";
import { jumpToQuestion } from "./jump.ts";
import { nextOpen } from "./next-open.ts";

const group = { group: "Discussion" } as const;

/** The message in which the focus is, if any. */
const focusedSeq = (): number | null => {
  const row = document.activeElement?.closest<HTMLElement>("[data-seq]");
  return row ? Number(row.dataset["seq"]) : null;
};

const atFocus = (open: readonly OpenQuestion[]) =>
  open.find(({ messageSeq }) => messageSeq === focusedSeq()) ?? open[0] ?? null;

/** `N` goes through the open questions; a digit leads to one of the answers, which Enter then gives. */
export const useQuestionKeys = (session: PersonSession): void => {
  const open = useOpenQuestions(session);
  const next = () => {
    const target = nextOpen(open, focusedSeq());
    if (target === null) announce("No question is open here.");
    else jumpToQuestion(target.messageSeq);
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
