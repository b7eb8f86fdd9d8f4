import { useEffect, useState } from "react";
import type { ReplayAnswer } from "#contract/rule.ts";
import { replayRules } from "../../state/rules.ts";
import { wordsFor } from "../../text/errors.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { countsOf, decidedOf, replayWords } from "./replay.ts";
import { EffectMark } from "./RuleWords.tsx";
import styles from "./Rules.module.css";

export type Replay = { answer: ReplayAnswer } | { failure: string };

const PAUSE_MS = 300;

/** What rules would have decided on the last approvals; `rules` as JSON, null while there are none. */
export const useReplay = (rules: string | null): Replay | null => {
  const [found, setFound] = useState<{ of: string; replay: Replay } | null>(null);
  useEffect(() => {
    if (rules === null) return undefined;
    const aim = new AbortController();
    const put = (replay: Replay) => !aim.signal.aborted && setFound({ of: rules, replay });
    const read = async () => {
      try {
        put({ answer: await replayRules(JSON.parse(rules), aim.signal) });
      } catch (error) {
        put({ failure: wordsFor(error) });
      }
    };
    const timer = setTimeout(() => void read(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aim.abort();
    };
  }, [rules]);
  return found !== null && found.of === rules ? found.replay : null;
};

const decidedWords: Record<string, string> = {
  allowed: "was allowed",
  denied: "was denied",
  expired: "ran out",
  withdrawn: "was withdrawn",
  open: "is open",
};

/** What the rules would have decided: how many, and which. */
export const Replayed = ({ replay }: { replay: Replay | null }) => {
  if (replay === null) return <Skeleton lines={3} />;
  if ("failure" in replay) return <p className={styles.failure}>{replay.failure}</p>;
  const decided = decidedOf(replay.answer);
  return (
    <>
      <p className={styles.counts}>{replayWords(countsOf(replay.answer))}</p>
      {decided.length > 0 && (
        // It scrolls, so that the keyboard has to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className={styles.replayed} aria-label="What it would have decided" tabIndex={0}>
          {decided.map(({ approvalId, effect, summary, sessionTitle, decided: was }) => (
            <li key={approvalId}>
              <EffectMark effect={effect} />
              <PlainText className={styles.summary}>{summary}</PlainText>
              <span className={styles.faint}>
                {decidedWords[was] ?? was} in “<PlainText>{sessionTitle}</PlainText>”
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
