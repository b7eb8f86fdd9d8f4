import type { KeyboardEvent } from "react";
import type { QuestionOption } from "#contract/question.ts";
import { classes } from "../../ui/classes.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { isInRow } from "./layout.ts";
import styles from "./QuestionCard.module.css";

/** Digits lead to this many of them. */
const mostDigits = 9;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const moveFocus = (event: KeyboardEvent<HTMLElement>) => {
  const step = steps[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = Array.from(event.currentTarget.querySelectorAll<HTMLElement>("button"));
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = buttons[at + step];
  if (at === -1 || !next) return;
  event.preventDefault();
  next.focus();
};

interface OptionsProps {
  options: readonly QuestionOption[];
  /** The one that is on its way to the hub. */
  sendingId: string | null;
  isDisabled: boolean;
  onChoose: (option: QuestionOption, button: HTMLElement) => void;
}

/** The answers to choose from. */
export const Options = ({ options, sendingId, isDisabled, onChoose }: OptionsProps) => {
  const isRow = isInRow(options);
  return (
    <div
      role="group"
      aria-label="Answers"
      className={classes(styles.options, isRow ? styles.row : styles.column)}
      onKeyDown={moveFocus}
    >
      {options.map((option, at) => (
        <button
          key={option.id}
          type="button"
          data-option={at}
          aria-disabled={isDisabled || undefined}
          aria-busy={sendingId === option.id || undefined}
          className={classes(styles.option, sendingId === option.id && styles.sending)}
          onClick={(event) => !isDisabled && onChoose(option, event.currentTarget)}
        >
          {at < mostDigits && <Kbd combo={String(at + 1)} />}
          <span className={styles.words}>
            <PlainText className={styles.label}>{option.label}</PlainText>
            {option.detail !== null && <PlainText className={styles.detail}>{option.detail}</PlainText>}
          </span>
          {sendingId === option.id && <span className={styles.state}>sending…</span>}
        </button>
      ))}
    </div>
  );
};
