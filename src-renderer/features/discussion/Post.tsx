import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Message } from "#contract/message.ts";
import type { Level } from "#contract/session.ts";
import { formatClock, formatFull } from "../../state/now.ts";
import { levelWords } from "../../text/states.ts";
import { classes } from "../../ui/classes.ts";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { Attachments } from "../attachments/Attachments.tsx";
import { captionOf } from "../attachments/words.ts";
import { Markdown } from "../markdown/Markdown.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { initialsOf } from "./initials.ts";
import styles from "./Post.module.css";

const icons: Record<Level, ReactNode> = {
  info: null,
  success: <CircleCheck strokeWidth={1.7} aria-hidden />,
  warning: <TriangleAlert strokeWidth={1.7} aria-hidden />,
  urgent: <CircleAlert strokeWidth={1.7} aria-hidden />,
};

const LevelMark = ({ level }: { level: Level }) =>
  level === "info" ? null : (
    <span className={classes(styles.level, styles[level])}>
      {icons[level]}
      {levelWords[level]}
    </span>
  );

const Time = ({ at, className }: { at: string; className?: string | undefined }) => (
  <time className={className} dateTime={at} title={formatFull(at)}>
    {formatClock(at)}
  </time>
);

/** What an agent posted. A grouped one goes on under the one before it and shows its time only on demand. */
export const Post = ({ message, isGrouped }: { message: Message; isGrouped: boolean }) => {
  const { from, createdAt, level, attachments } = message;
  const caption = captionOf(message.text, attachments);
  return (
    <div className={classes(styles.post, isGrouped && styles.grouped, styles[level])}>
      {isGrouped ? (
        <Time at={createdAt} className={styles.aside} />
      ) : (
        <span className={styles.avatar} aria-hidden>
          {initialsOf(from.name)}
        </span>
      )}
      <div className={styles.body}>
        {isGrouped ? (
          <VisuallyHidden>{from.name}</VisuallyHidden>
        ) : (
          <p className={styles.meta}>
            <PlainText className={styles.name}>{from.name}</PlainText>
            <Time at={createdAt} />
            <LevelMark level={level} />
          </p>
        )}
        {caption !== "" && <Markdown id={message.id} text={caption} />}
        <Attachments files={attachments} />
      </div>
    </div>
  );
};
