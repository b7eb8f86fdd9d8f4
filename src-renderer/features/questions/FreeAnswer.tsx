import type { KeyboardEvent } from "react";
import { setDraft, useDraft } from "../../state/drafts.ts";
import { Button } from "../../ui/Button.tsx";
import { draftKeyOf } from "./give.ts";
import styles from "./QuestionCard.module.css";

/** As much as the hub takes as an answer. */
const mostChars = 16_000;

interface FreeAnswerProps {
  questionId: string;
  /** There are options too. */
  isAlternative: boolean;
  isSending: boolean;
  isDisabled: boolean;
  onAnswer: (text: string, field: HTMLElement) => void;
}

/** An answer in one's own words. */
export const FreeAnswer = ({ questionId, isAlternative, isSending, isDisabled, onAnswer }: FreeAnswerProps) => {
  const key = draftKeyOf(questionId);
  const { text } = useDraft(key);
  const canSend = text.trim() !== "" && !isDisabled;
  const send = (field: HTMLElement) => canSend && onAnswer(text.trim(), field);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send(event.currentTarget);
    } else if (event.key === "Escape") event.currentTarget.closest<HTMLElement>("[data-seq]")?.focus();
  };
  const words = isAlternative ? "Or in your own words…" : "Your answer…";
  return (
    <div className={styles.free}>
      <textarea
        className={styles.field}
        data-free-answer
        dir="auto"
        rows={1}
        maxLength={mostChars}
        placeholder={words}
        aria-label={isAlternative ? "Answer in your own words" : "Your answer"}
        enterKeyHint="send"
        value={text}
        onChange={(event) => setDraft(key, { text: event.target.value, quote: null })}
        onKeyDown={onKeyDown}
      />
      <Button
        size="s"
        isBusy={isSending}
        disabled={!canSend}
        onClick={(event) => send(event.currentTarget)}
        className={styles.give}
      >
        {isSending ? "Sending…" : "Answer"}
      </Button>
    </div>
  );
};
