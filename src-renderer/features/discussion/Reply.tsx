import type { Message } from "#contract/message.ts";
import { classes } from "../../ui/classes.ts";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { Attachments } from "../attachments/Attachments.tsx";
import { captionOf } from "../attachments/words.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { QuoteBlock } from "./QuoteBlock.tsx";
import { ReceiptLine } from "./ReceiptLine.tsx";
import styles from "./Reply.module.css";

interface ReplyProps {
  message: Message;
  agentName: string;
  /** Written by the person at this screen. */
  isMine: boolean;
  isGrouped: boolean;
}

/** A person's reply, on the right, with its receipt under it. */
export const Reply = ({ message, agentName, isMine, isGrouped }: ReplyProps) => {
  const caption = captionOf(message.text, message.attachments);
  return (
    <div className={styles.reply}>
      {isMine ? (
        <VisuallyHidden>You wrote:</VisuallyHidden>
      ) : (
        !isGrouped && <PlainText className={styles.who}>{message.from.name}</PlainText>
      )}
      <div
        className={classes(
          styles.bubble,
          message.receipt?.state === "withdrawn" && styles.gone,
          message.from.role === "viewer" && styles.aside,
        )}
      >
        {message.quote && <QuoteBlock sessionId={message.sessionId} quote={message.quote} />}
        {caption !== "" && <Markdown id={message.id} text={caption} />}
        <Attachments files={message.attachments} />
      </div>
      <ReceiptLine message={message} agentName={agentName} />
    </div>
  );
};
