import { ArrowDown, ArrowUp, CircleHelp } from "lucide-react";
import { type OpenQuestion, useAttempt } from "../../state/questions.ts";
import { useIsViewerIn } from "../../state/role.ts";
import { wordsFor } from "../../text/errors.ts";
import { plainPreview } from "../../text/preview.ts";
import { Button } from "../../ui/Button.tsx";
import { giveAnswer } from "./give.ts";
import { jumpToQuestion } from "./jump.ts";
import { isQuick } from "./layout.ts";
import { hiddenOpen } from "./next-open.ts";
import styles from "./PinnedQuestion.module.css";
import { TimeLeft } from "./TimeLeft.tsx";

interface InView {
  first: number;
  last: number;
}

const QuickOptions = ({ open }: { open: OpenQuestion }) => {
  const isSending = useAttempt(open.question.id)?.state === "sending";
  const { options } = open.question;
  return (
    <span className={styles.quick} role="group" aria-label="Answers">
      {options.map(({ id, label }) => (
        <Button
          key={id}
          size="s"
          isBusy={isSending}
          onClick={({ currentTarget }) =>
            void giveAnswer(
              open,
              { optionId: id },
              {
                around: currentTarget.closest("section"),
                next: document.querySelector<HTMLElement>("[data-compose]"),
              },
            )
          }
        >
          <bdi>{label}</bdi>
        </Button>
      ))}
    </span>
  );
};

const Words = ({ open, count }: { open: OpenQuestion; count: number }) => {
  const attempt = useAttempt(open.question.id);
  const preview = plainPreview(open.question.text.slice(0, 1000).replace(/\s+/g, " "));
  if (attempt?.state === "failed")
    return (
      <span className={styles.failure} role="alert">
        Not answered. {wordsFor(attempt.error)}
      </span>
    );
  return (
    <>
      {count > 1 && <span className={styles.count}>{count} questions:</span>}
      <bdi className={styles.text} title={preview}>
        {preview}
      </bdi>
    </>
  );
};

/** An open question that is scrolled away, kept at the box to type in. */
export const PinnedQuestion = ({ all, inView }: { all: readonly OpenQuestion[]; inView: InView }) => {
  const open = hiddenOpen(all, inView);
  const isViewer = useIsViewerIn(all[0]?.question.sessionId ?? "");
  if (open === null) return null;
  const { question, messageSeq } = open;
  const Arrow = messageSeq < inView.first ? ArrowUp : ArrowDown;
  return (
    <section className={styles.pin} aria-label={all.length > 1 ? "Open questions" : "Open question"}>
      <CircleHelp className={styles.icon} strokeWidth={1.7} aria-hidden />
      <p className={styles.words}>
        <Words open={open} count={all.length} />
      </p>
      <TimeLeft expiresAt={question.expiresAt} />
      {!isViewer && !question.free && isQuick(question.options) && <QuickOptions open={open} />}
      <Button
        size="s"
        icon={<Arrow strokeWidth={1.7} size={14} aria-hidden />}
        onClick={() => jumpToQuestion(messageSeq)}
      >
        {isViewer ? "Show" : "Answer"}
      </Button>
    </section>
  );
};
