import { useCallback } from "react";
import { formatFull, useTimeText } from "../../state/now.ts";
import styles from "./QuestionCard.module.css";
import { timeLeft } from "./time-left.ts";

/** Until when a question can be answered; nothing where it has no end. */
export const TimeLeft = ({ expiresAt }: { expiresAt: string | null }) => {
  const words = useTimeText(useCallback((now) => (expiresAt === null ? "" : timeLeft(expiresAt, now)), [expiresAt]));
  if (expiresAt === null) return null;
  return (
    <time className={styles.left} dateTime={expiresAt} title={`Until ${formatFull(expiresAt)}`}>
      {words}
    </time>
  );
};
