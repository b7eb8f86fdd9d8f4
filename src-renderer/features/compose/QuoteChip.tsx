import { X } from "lucide-react";
import type { Quote } from "#contract/message.ts";
import { plainPreview } from "../../text/preview.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Compose.module.css";

/** What the reply answers to. */
export const QuoteChip = ({ quote, onRemove }: { quote: Quote; onRemove: () => void }) => (
  <div className={styles.quote}>
    <PlainText className={styles.quoted}>{plainPreview(quote.text).slice(0, 200)}</PlainText>
    <IconButton label="Don't quote it" icon={<X strokeWidth={1.7} />} onClick={onRemove} />
  </div>
);
