import { CircleCheck, CircleHelp, CircleSlash, Clock3 } from "lucide-react";
import type { ReactNode } from "react";
import type { Message } from "#contract/message.ts";
import type { Question, QuestionState } from "#contract/question.ts";
import { formatClock, formatFull } from "../../state/now.ts";
import { type Attempt, type GivenAnswer, useAttempt } from "../../state/questions.ts";
import { useIsViewerIn } from "../../state/role.ts";
import { wordsFor } from "../../text/errors.ts";
import { classes } from "../../ui/classes.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { FreeAnswer } from "./FreeAnswer.tsx";
import { giveAnswer } from "./give.ts";
import { Options } from "./Options.tsx";
import { outcomeOf } from "./outcome.ts";
import styles from "./QuestionCard.module.css";
import { TimeLeft } from "./TimeLeft.tsx";

const icons: Record<Exclude<QuestionState, "open">, ReactNode> = {
  answered: <CircleCheck strokeWidth={1.7} aria-hidden />,
  expired: <Clock3 strokeWidth={1.7} aria-hidden />,
  withdrawn: <CircleSlash strokeWidth={1.7} aria-hidden />,
};

interface OutcomeLineProps {
  question: Question;
  agentName: string;
  personId: string | null;
}

/** The quiet line that a question leaves behind. */
export const OutcomeLine = ({ question, agentName, personId }: OutcomeLineProps) => {
  const attempt = useAttempt(question.id);
  const outcome = outcomeOf(question, agentName, personId);
  if (outcome === null || question.state === "open") return null;
  const { words, answer, at } = outcome;
  return (
    <div className={classes(styles.outcome, styles[question.state])}>
      {icons[question.state]}
      <p>
        <PlainText>{answer === null ? words : `${words}: `}</PlainText>
        {answer !== null && <PlainText className={styles.answer}>{answer}</PlainText>}
        {at !== null && (
          <time dateTime={at} title={formatFull(at)}>
            {formatClock(at)}
          </time>
        )}
        {attempt?.state === "late" && <span className={styles.late}>Yours came later and does not count.</span>}
      </p>
    </div>
  );
};

const Failure = ({ attempt }: { attempt: Attempt | undefined }) =>
  attempt?.state === "failed" ? (
    <p className={styles.failure} role="alert">
      Not answered. {wordsFor(attempt.error)}
    </p>
  ) : null;

const viewerNote = "You are a viewer here: an owner or operator can answer.";

/** A question that waits for an answer, to be answered in place. */
export const QuestionCard = ({ message, question }: { message: Message; question: Question }) => {
  const attempt = useAttempt(question.id);
  const isViewer = useIsViewerIn(message.sessionId);
  const isSending = attempt?.state === "sending";
  const sent = isSending ? attempt.answer : null;
  const isDisabled = isSending || isViewer;
  const give = (answer: GivenAnswer, from: HTMLElement) => {
    const row = from.closest<HTMLElement>("[data-seq]");
    void giveAnswer({ messageSeq: message.seq, question }, answer, { around: row, next: row });
  };
  const { options, free } = question;
  return (
    <div className={styles.card} data-question={question.id} aria-busy={isSending || undefined}>
      <p className={styles.head}>
        <CircleHelp strokeWidth={1.7} aria-hidden />
        <PlainText className={styles.who}>{`${message.from.name} asks`}</PlainText>
        <time className={styles.at} dateTime={message.createdAt} title={formatFull(message.createdAt)}>
          {formatClock(message.createdAt)}
        </time>
        <TimeLeft expiresAt={question.expiresAt} />
      </p>
      <div className={styles.text}>
        <Markdown id={message.id} text={message.text} />
      </div>
      {options.length > 0 && (
        <Options
          options={options}
          sendingId={sent && "optionId" in sent ? sent.optionId : null}
          isDisabled={isDisabled}
          onChoose={({ id }, button) => give({ optionId: id }, button)}
        />
      )}
      {free && !isViewer && (
        <FreeAnswer
          questionId={question.id}
          isAlternative={options.length > 0}
          isSending={sent !== null && "text" in sent}
          isDisabled={isDisabled}
          onAnswer={(text, field) => give({ text }, field)}
        />
      )}
      {isViewer && <p className={styles.note}>{viewerNote}</p>}
      <Failure attempt={attempt} />
    </div>
  );
};
