import { CircleAlert, Clock3 } from "lucide-react";
import { discardReply, isRefusal, type Pending, retryReply } from "../../state/discussions.ts";
import { getDraft, setDraft } from "../../state/drafts.ts";
import { formatClock } from "../../state/now.ts";
import { wordsFor } from "../../text/errors.ts";
import { classes } from "../../ui/classes.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { QuoteBlock } from "./QuoteBlock.tsx";
import styles from "./Reply.module.css";

const edit = ({ sessionId, text, quote, localId }: Pending) => {
  const draft = getDraft(sessionId);
  const both = draft.text.trim() === "" ? text : `${text}\n\n${draft.text}`;
  setDraft(sessionId, { text: both, quote: draft.quote ?? quote });
  discardReply(localId);
};

const Failed = ({ pending }: { pending: Pending }) => {
  const reason = pending.error === null ? "" : ` ${wordsFor(pending.error)}`;
  return (
    <>
      <span className={classes(styles.where, styles.failed)} role="alert">
        <CircleAlert strokeWidth={1.7} aria-hidden />
        {`not sent.${reason}`}
      </span>
      {!isRefusal(pending.error) && (
        <button type="button" className={styles.act} onClick={() => void retryReply(pending.localId)}>
          Try again
        </button>
      )}
      <button type="button" className={styles.act} onClick={() => edit(pending)}>
        Edit
      </button>
      <button type="button" className={styles.act} onClick={() => discardReply(pending.localId)}>
        Discard
      </button>
    </>
  );
};

/** A reply that the hub has not confirmed yet. */
export const PendingReply = ({ pending }: { pending: Pending }) => (
  <div className={styles.reply}>
    <div className={classes(styles.bubble, styles.unsure)}>
      {pending.quote && <QuoteBlock sessionId={pending.sessionId} quote={pending.quote} />}
      <Markdown id={pending.localId} text={pending.text} />
    </div>
    <p className={styles.line}>
      <time dateTime={pending.createdAt}>{formatClock(pending.createdAt)}</time>
      {pending.state === "failed" ? (
        <Failed pending={pending} />
      ) : (
        <span className={styles.where}>
          <Clock3 strokeWidth={1.7} aria-hidden />
          sending…
        </span>
      )}
    </p>
  </div>
);
