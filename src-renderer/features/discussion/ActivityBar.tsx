import { EyeOff, Hand, Hourglass } from "lucide-react";
import { useCallback } from "react";
import type { Activity, PersonSession } from "#contract/session.ts";
import { formatAgo, formatFull, useTimeText } from "../../state/now.ts";
import { activityCounts, maskedHelp, maskedWords } from "../../text/activity.ts";
import { classes } from "../../ui/classes.ts";
import { Dot } from "../../ui/Dot.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { withoutHidden } from "../markdown/hidden.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./ActivityBar.module.css";

const Ago = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatFull(at)}>
    {useTimeText(useCallback((now) => formatAgo(at, now), [at]))}
  </time>
);

const Masked = ({ words }: { words: string }) => (
  <span className={styles.masked} title={maskedHelp}>
    <EyeOff strokeWidth={1.7} aria-hidden />
    {words}
  </span>
);

const Doing = ({ activity, isWorking }: { activity: Activity; isWorking: boolean }) => {
  const { text, tool, at, masked } = activity;
  const hidden = maskedWords(masked);
  return (
    <div className={classes(styles.line, !isWorking && styles.past)}>
      <Dot tone={isWorking ? "working" : "idle"} />
      <p className={styles.text} title={withoutHidden(text)}>
        <VisuallyHidden>{isWorking ? "Now: " : "Last: "}</VisuallyHidden>
        {tool !== null && !text.startsWith(tool) && <PlainText className={styles.tool}>{tool}</PlainText>}
        <PlainText>{text}</PlainText>
      </p>
      <p className={styles.facts}>
        {isWorking && activityCounts(activity).map((words) => <span key={words}>{words}</span>)}
        {hidden !== null && <Masked words={hidden} />}
        <Ago at={at} />
      </p>
    </div>
  );
};

const Note = ({ note, isWaiting }: { note: string; isWaiting: boolean }) => (
  <div className={classes(styles.note, isWaiting && styles.needs)}>
    {isWaiting ? <Hand strokeWidth={1.7} aria-hidden /> : <Hourglass strokeWidth={1.7} aria-hidden />}
    <p>
      <strong>{isWaiting ? "Waits for you: " : "Blocked: "}</strong>
      <PlainText>{note}</PlainText>
    </p>
  </div>
);

/** What the agent does now, in one line that is updated in place, and why it stands still where it does. */
export const ActivityBar = ({ session }: { session: PersonSession }) => {
  const { activity, stateNote, state, agent } = session;
  const isHeldUp = state === "waiting" || state === "blocked";
  const note = isHeldUp ? stateNote : null;
  if (activity === null && note === null) return null;
  return (
    <section className={styles.bar} aria-label={`What ${agent.name} does`}>
      {note !== null && <Note note={note} isWaiting={state === "waiting"} />}
      {activity !== null && <Doing activity={activity} isWorking={state === "working"} />}
    </section>
  );
};
