import type { Quote } from "#contract/message.ts";
import { selectSession } from "../../state/hub.ts";
import { plainPreview } from "../../text/preview.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Reply.module.css";

/** What a reply answers to, in one line; leads to the quoted message. */
export const QuoteBlock = ({ sessionId, quote }: { sessionId: string; quote: Quote }) => {
  const words = <PlainText>{plainPreview(quote.text).slice(0, 240)}</PlainText>;
  const { seq } = quote;
  if (seq === null) return <blockquote className={styles.quote}>{words}</blockquote>;
  return (
    <button
      type="button"
      className={styles.quote}
      title="Show the quoted message"
      onClick={() => selectSession(sessionId, seq)}
    >
      {words}
    </button>
  );
};
