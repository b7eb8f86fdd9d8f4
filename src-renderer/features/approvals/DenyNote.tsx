import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import styles from "./ApprovalCard.module.css";

/** As much as the hub takes. */
const mostChars = 4_000;

interface DenyNoteProps {
  isSending: boolean;
  onBack: () => void;
  onDeny: (note: string, from: HTMLElement) => void;
}

/** Denies with words for the agent. */
export const DenyNote = ({ isSending, onBack, onDeny }: DenyNoteProps) => {
  const [note, setNote] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const canSend = note.trim() !== "" && !isSending;
  const send = (from: HTMLElement) => canSend && onDeny(note.trim(), from);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send(event.currentTarget);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onBack();
    }
  };
  return (
    <div className={styles.note}>
      <textarea
        ref={field}
        className={styles.field}
        dir="auto"
        rows={1}
        maxLength={mostChars}
        placeholder="Why, or what to do instead…"
        aria-label="Words for the agent"
        enterKeyHint="send"
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.acts}>
        <Button onClick={onBack}>Back</Button>
        <Button
          tone="danger"
          isBusy={isSending}
          disabled={!canSend}
          onClick={({ currentTarget }) => send(currentTarget)}
        >
          Deny with this note
        </Button>
      </div>
    </div>
  );
};
