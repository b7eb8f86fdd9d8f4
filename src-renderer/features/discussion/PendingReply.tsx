import { CircleAlert, Clock3 } from "lucide-react";
import { discardReply, isRefusal, type Pending, retryReply } from "../../state/discussions.ts";
import { getDraft, setDraft } from "../../state/drafts.ts";
import { formatClock } from "../../state/now.ts";
import { wordsFor } from "../../text/errors.ts";
import { classes } from "../../ui/classes.ts";
import { Attachments } from "../attachments/Attachments.tsx";
import { restoreUploads } from "../attachments/use-uploads.ts";
import { captionOf } from "../attachments/words.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { QuoteBlock } from "./QuoteBlock.tsx";
import styles from "./Reply.module.css";

const edit = ({ sessionId, text: sent, quote, attachments, localId }: Pending) => {
  const draft = getDraft(sessionId);
  const text = captionOf(sent, attachments);
  const both = [text, draft.text].filter((part) => part.trim() !== "").join("\n\n");
  setDraft(sessionId, { text: both, quote: draft.quote ?? quote });
  restoreUploads(sessionId, attachments);
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
export const PendingReply = ({ pending }: { pending: Pending }) => {
  const caption = captionOf(pending.text, pending.attachments);
  return (
    <div className={styles.reply}>
      <div className={classes(styles.bubble, styles.unsure)}>
        {pending.quote && <QuoteBlock sessionId={pending.sessionId} quote={pending.quote} />}
        {caption !== "" && <Markdown id={pending.localId} text={caption} />}
        <Attachments files={pending.attachments} />
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
};
