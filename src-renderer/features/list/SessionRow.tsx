import { Activity, BellOff, Ellipsis, Pin } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, memo, useCallback } from "react";
import type { PersonSession } from "#contract/session.ts";
import { formatAge, formatAgo, formatClock, useTimeText } from "../../state/now.ts";
import { sessionHref } from "../../state/route.ts";
import { plainPreview } from "../../text/preview.ts";
import { stateTones, stateWords } from "../../text/states.ts";
import { classes } from "../../ui/classes.ts";
import { Dot } from "../../ui/Dot.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { withoutHidden } from "../markdown/hidden.ts";
import type { GroupName } from "./groups.ts";
import { hasBar } from "./items.ts";
import { lineOf, type RowLine } from "./line-of.ts";
import styles from "./SessionRow.module.css";

const lastPart = (folder: string) => folder.split(/[\\/]/).findLast(Boolean) ?? folder;

const Age = ({ at, group }: { at: string; group: GroupName }) => {
  const text = useTimeText(
    useCallback((now) => (group === "today" ? formatClock(at) : formatAge(at, now)), [at, group]),
  );
  return (
    <time className={styles.age} dateTime={at}>
      {text}
    </time>
  );
};

const LastHeard = ({ at }: { at: string }) => (
  <>last heard {useTimeText(useCallback((now) => formatAgo(at, now), [at]))} · </>
);

const Where = ({ session, group }: { session: PersonSession; group: GroupName }) => {
  const { agent, machine, folder, branch, lastHeardAt } = session;
  const place = withoutHidden([folder && lastPart(folder), branch].filter(Boolean).join("@"));
  return (
    <span className={styles.where}>
      {group === "quiet" && <LastHeard at={lastHeardAt} />}
      {[agent.kind ?? agent.name, machine.name, place].filter(Boolean).map((part, index) => (
        <bdi key={index}>
          {index > 0 && " · "}
          {part}
        </bdi>
      ))}
    </span>
  );
};

const leads = { post: null, question: "Asks: ", approval: "Asks leave: ", reply: null } as const;

const LineWords = ({ line }: { line: RowLine }) => {
  switch (line.type) {
    case "note":
      return plainPreview(line.text);
    case "activity":
      return (
        <>
          <Activity className={styles.now} strokeWidth={1.7} role="img" aria-label="Now:" />
          {plainPreview(line.text)}
        </>
      );
    case "message": {
      const lead = line.kind === "reply" ? `${line.fromName}: ` : leads[line.kind];
      return (
        <>
          {lead !== null && <span className={styles.author}>{lead}</span>}
          {plainPreview(line.text)}
        </>
      );
    }
    case "nothing":
      return "Nothing said yet";
  }
};

const Preview = ({ line }: { line: RowLine }) => (
  <span className={styles.preview} dir="auto">
    <LineWords line={line} />
  </span>
);

const Unread = ({ count, muted }: { count: number; muted: boolean }) =>
  count > 0 && (
    <span className={classes(styles.unread, muted && styles.quietly)}>
      {count > 999 ? "999+" : count}
      <VisuallyHidden> unread</VisuallyHidden>
    </span>
  );

const Bar = ({ progress }: { progress: number }) => (
  <span className={styles.bar} role="img" aria-label={`${Math.round(progress * 100)} percent done`}>
    <i style={{ width: `${progress * 100}%` }} />
  </span>
);

export interface SessionRowProps {
  session: PersonSession;
  group: GroupName;
  isSelected: boolean;
  isTabStop: boolean;
  /** Opens its menu at a point; from the keyboard, at the row. */
  onMenu: (session: PersonSession, x: number, y: number) => void;
  onFocus: (id: string) => void;
}

const menuFromKeyboard = (event: KeyboardEvent) =>
  event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);

const useMenuHandlers = ({ session, onMenu }: Pick<SessionRowProps, "session" | "onMenu">) => {
  const openBelow = (element: HTMLElement) => {
    const { left, bottom } = element.getBoundingClientRect();
    onMenu(session, left, bottom);
  };
  return {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault();
      onMenu(session, event.clientX, event.clientY);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (!menuFromKeyboard(event)) return;
      event.preventDefault();
      openBelow(event.currentTarget);
    },
    onMore: (event: MouseEvent<HTMLElement>) => openBelow(event.currentTarget),
  };
};

/** One session in the list: a link, with a button for its menu beside it. */
export const SessionRow = memo((props: SessionRowProps) => {
  const { session, group, isSelected, isTabStop, onFocus } = props;
  const { onContextMenu, onKeyDown, onMore } = useMenuHandlers(props);
  const tone = session.attention === null ? stateTones[session.state] : "needs";
  const line = lineOf(session);
  return (
    <div className={classes(styles.frame, isSelected && styles.selected)}>
      <a
        className={styles.row}
        href={sessionHref(session.id)}
        aria-current={isSelected ? "page" : undefined}
        tabIndex={isTabStop ? 0 : -1}
        data-session={session.id}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
        onFocus={() => onFocus(session.id)}
      >
        <Dot tone={tone} label={session.attention === null ? stateWords[session.state] : stateWords.waiting} />
        <span className={classes(styles.title, session.unread > 0 && styles.fresh)} dir="auto">
          {session.title}
        </span>
        <span className={styles.side}>
          {session.pinned && <Pin role="img" aria-label="Pinned" strokeWidth={1.7} />}
          {session.muted && <BellOff role="img" aria-label="Muted" strokeWidth={1.7} />}
          <Age at={line.at} group={group} />
        </span>
        <Preview line={line} />
        <Unread count={session.unread} muted={session.muted} />
        <Where session={session} group={group} />
        {hasBar(session) && session.progress !== null && <Bar progress={session.progress} />}
      </a>
      <button
        type="button"
        className={styles.more}
        aria-label={`Menu of ${session.title}`}
        aria-haspopup="menu"
        tabIndex={-1}
        onClick={onMore}
      >
        <Ellipsis strokeWidth={1.7} />
      </button>
    </div>
  );
});
SessionRow.displayName = "SessionRow";
