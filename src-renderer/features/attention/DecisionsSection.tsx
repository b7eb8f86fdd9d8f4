import { ListChecks, RefreshCw } from "lucide-react";
import { useState } from "react";
import type { AttentionDecision } from "#contract/attention.ts";
import { readDecisionsAgain, useDecisions } from "../../state/attention.ts";
import { formatClock, formatFull, isToday, useNow } from "../../state/now.ts";
import { sessionHref } from "../../state/route.ts";
import { untilWords } from "../../state/until.ts";
import { attentionKindWords, decisionWords, targetWords } from "../../text/attention.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Section } from "../settings/Section.tsx";
import styles from "./Attention.module.css";

type Shown = "all" | "told" | "kept";

const filters: readonly Segment<Shown>[] = [
  { value: "all", label: "All" },
  { value: "told", label: "Notified" },
  { value: "kept", label: "Not notified" },
];

const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

const isTold = ({ outcome }: AttentionDecision) => outcome === "shown" || outcome === "updated";

const Decision = ({ decision, now }: { decision: AttentionDecision; now: number }) => {
  const { at, kind, sessionId, title, target, outcome, until } = decision;
  return (
    <li className={styles.decision}>
      <time className={styles.at} dateTime={at} title={formatFull(at)}>
        {isToday(at, now) ? formatClock(at) : shortDay.format(Date.parse(at))}
      </time>
      <span className={styles.what}>
        {attentionKindWords[kind]}
        {title !== "" && " · "}
        {sessionId === null ? <bdi>{title}</bdi> : <a href={sessionHref(sessionId)}>{<bdi>{title}</bdi>}</a>}
      </span>
      <span className={styles.why} data-outcome={outcome}>
        {decisionWords(decision, until === null ? null : untilWords(until, now))}
        {" · "}
        <bdi>{targetWords(target)}</bdi>
      </span>
    </li>
  );
};

const List = ({ shown }: { shown: Shown }) => {
  const { data, error } = useDecisions();
  const now = useNow("minute");
  if (!data)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <Failure title="It can’t be read right now" words={wordsFor(error)} onRetry={readDecisionsAgain} />
    );
  const items = data.filter((item) => shown === "all" || isTold(item) === (shown === "told"));
  if (items.length === 0)
    return (
      <EmptyState icon={<ListChecks strokeWidth={1.7} />} title={data.length === 0 ? "Nothing yet" : "None of these"}>
        <p>What deserves your attention is listed here, with why you were told of it or not.</p>
      </EmptyState>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard must get there.
    <ul className={styles.decisions} aria-label="Why you were notified" tabIndex={0}>
      {items.map((decision) => (
        <Decision key={decision.id} decision={decision} now={now} />
      ))}
    </ul>
  );
};

/** Why this person was notified or not: the last 50 decisions. */
export const DecisionsSection = () => {
  const [shown, setShown] = useState<Shown>("all");
  return (
    <Section
      id="why-notified"
      title="Why you were notified, or not"
      action={
        <Button size="s" icon={<RefreshCw strokeWidth={1.7} size={14} />} onClick={readDecisionsAgain}>
          Read again
        </Button>
      }
    >
      <div className={styles.filter}>
        <span id="why-filter">The last 50</span>
        <Segmented name="why-filter" labelledBy="why-filter" segments={filters} value={shown} onChange={setShown} />
      </div>
      <List shown={shown} />
    </Section>
  );
};
