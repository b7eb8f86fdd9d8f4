import { memo, type Ref } from "react";
import type { Message } from "#contract/message.ts";
import { useMessage } from "../../state/discussions.ts";
import { dateLabel, formatClock, useNow } from "../../state/now.ts";
import { classes } from "../../ui/classes.ts";
import { Approval } from "./Approval.tsx";
import { beginsDay, continues } from "./grouping.ts";
import { Post } from "./Post.tsx";
import { Question } from "./Question.tsx";
import { Reply } from "./Reply.tsx";
import styles from "./Row.module.css";
import { RowActions } from "./RowActions.tsx";
import { rowEstimate } from "./use-log.ts";

export interface RowProps {
  sessionId: string;
  seq: number;
  count: number;
  start: number;
  agentName: string;
  personId: string | null;
  isFirstUnread: boolean;
  isFlashed: boolean;
  isTabStop: boolean;
  measure: Ref<HTMLDivElement>;
}

const Day = ({ at }: { at: string }) => <p className={styles.day}>{dateLabel(at, useNow("minute"))}</p>;

const verbs = { question: " asks", approval: " asks leave", post: "", reply: "" } as const;

const nameOf = (message: Message, isMine: boolean) =>
  `${isMine ? "You" : message.from.name}${verbs[message.kind]}, ${formatClock(message.createdAt)}`;

interface ContentProps extends Pick<RowProps, "agentName" | "personId" | "isFirstUnread"> {
  message: Message;
  before: Message | undefined;
}

type BodyProps = Pick<ContentProps, "message" | "agentName" | "personId"> & { isMine: boolean; isGrouped: boolean };

const Body = ({ message, agentName, personId, isMine, isGrouped }: BodyProps) => {
  if (message.kind === "reply")
    return <Reply message={message} agentName={agentName} isMine={isMine} isGrouped={isGrouped} />;
  if (message.question)
    return <Question message={message} question={message.question} agentName={agentName} personId={personId} />;
  if (message.approval)
    return <Approval approval={message.approval} agentName={message.from.name} personId={personId} />;
  return <Post message={message} isGrouped={isGrouped} />;
};

const Content = memo(({ message, before, agentName, personId, isFirstUnread }: ContentProps) => {
  const isMine = message.from.type === "person" && message.from.id === personId;
  const isGrouped = !isFirstUnread && continues(before, message);
  return (
    <div className={classes(styles.content, isGrouped && (message.kind === "reply" ? styles.next : styles.grouped))}>
      {beginsDay(before, message) && (message.seq === 1 || before) && <Day at={message.createdAt} />}
      {isFirstUnread && <p className={styles.fresh}>New messages</p>}
      <Body message={message} agentName={agentName} personId={personId} isMine={isMine} isGrouped={isGrouped} />
      <RowActions message={message} />
    </div>
  );
});

const Unread = () => (
  <div className={styles.skeleton} aria-hidden>
    <span />
    <span />
  </div>
);

/** One message of the log, or a place for it until it is read. Only what is there is measured. */
export const Row = memo(({ sessionId, seq, count, start, isFlashed, isTabStop, measure, ...content }: RowProps) => {
  const message = useMessage(sessionId, seq);
  const before = useMessage(sessionId, seq - 1);
  const isMine = message?.from.id === content.personId;
  const place = { transform: `translateY(${start}px)` };
  return (
    <div
      ref={message ? measure : null}
      data-index={seq - 1}
      data-seq={seq}
      role="article"
      aria-posinset={seq}
      aria-setsize={count}
      aria-label={message ? nameOf(message, isMine) : `Message ${seq}, loading`}
      aria-busy={!message}
      tabIndex={isTabStop ? 0 : -1}
      className={classes(styles.row, isFlashed && styles.flashed)}
      style={message ? place : { ...place, height: rowEstimate }}
    >
      {message ? <Content message={message} before={before} {...content} /> : <Unread />}
    </div>
  );
});
