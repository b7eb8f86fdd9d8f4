import { MessageSquareOff } from "lucide-react";
import type { PersonSession } from "#contract/session.ts";
import { selectSession } from "../../state/hub.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { DropVeil } from "../attachments/DropVeil.tsx";
import { useDrop } from "../attachments/drop.ts";
import { Compose } from "../compose/Compose.tsx";
import { LinkDialog } from "../markdown/LinkDialog.tsx";
import { ActivityBar } from "./ActivityBar.tsx";
import styles from "./Discussion.module.css";
import { Header } from "./Header.tsx";
import { Log } from "./Log.tsx";
import { useArrivals } from "./use-arrivals.ts";
import { isGone, useSessionInView } from "./use-session-in-view.ts";

const Missing = ({ error }: { error: unknown }) => (
  <div className={styles.missing}>
    <EmptyState
      icon={<MessageSquareOff strokeWidth={1.7} />}
      title={isGone(error) ? "This discussion is not there any more" : "This discussion can't be read right now"}
    >
      <p>{isGone(error) ? "It was deleted, or the link leads to another hub." : wordsFor(error)}</p>
      <Button onClick={() => selectSession(null)}>Back to the list</Button>
    </EmptyState>
  </div>
);

const Shown = ({ session, focusSeq }: { session: PersonSession; focusSeq: number | null }) => {
  useArrivals(session.id);
  const { isOver, handlers } = useDrop(session.id);
  return (
    <section className={styles.discussion} aria-label={`Discussion ${session.title}`} {...handlers}>
      <div className={styles.head}>
        <Header session={session} />
        <ActivityBar session={session} />
      </div>
      <Log session={session} focusSeq={focusSeq} />
      <Compose session={session} />
      <LinkDialog />
      {isOver && <DropVeil agentName={session.agent.name} />}
    </section>
  );
};

/** One discussion: header, messages, and the box to reply in. `focusSeq` is the message that it opens at. */
export const Discussion = ({ sessionId, focusSeq = null }: { sessionId: string; focusSeq?: number | null }) => {
  const found = useSessionInView(sessionId);
  if (found === "reading")
    return (
      <div className={styles.reading}>
        <Skeleton lines={4} />
      </div>
    );
  if ("error" in found) return <Missing error={found.error} />;
  return <Shown key={sessionId} session={found.session} focusSeq={focusSeq} />;
};
