import { useCallback } from "react";
import type { PersonSession } from "#contract/session.ts";
import { useHub } from "../../state/hub.ts";
import { useTimeText } from "../../state/now.ts";
import { Dot } from "../../ui/Dot.tsx";
import styles from "./Compose.module.css";
import { steerOf } from "./steer.ts";

const away = "The hub can't be reached: what you type is kept here until it is back";
const viewer = "You are a viewer here: what you write is shown to people, never handed to the agent";

/** What a reply will do now. */
export const SteerLine = ({ session }: { session: PersonSession }) => {
  const isAway = useHub((state) => state.connection === "away");
  const isViewer = session.role === "viewer";
  const isRevoked = useHub((state) => state.phase === "ready" && !state.machines[session.machine.id]);
  const words = useTimeText(useCallback((now) => steerOf(session, { isRevoked, now }).words, [session, isRevoked]));
  const { tone, help } = steerOf(session, { isRevoked, now: 0 });
  const isHeldUp = isAway || isViewer;
  return (
    <span className={styles.steer} title={isHeldUp ? undefined : (help ?? undefined)}>
      <Dot tone={isAway ? "failed" : isViewer ? "idle" : tone} />
      <span>{isAway ? away : isViewer ? viewer : words}</span>
    </span>
  );
};
