import { useEffect, useState } from "react";
import type { NewRule, ReplayAnswer, RuleTemplate } from "#contract/rule.ts";
import { hubNow } from "../../state/now.ts";
import { useIsOwner } from "../../state/role.ts";
import { makeRule, replayRules } from "../../state/rules.ts";
import { wordsFor } from "../../text/errors.ts";
import { templateOf } from "../../text/rules.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { showToast } from "../../ui/toast.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import { emptyDraft, type Problems, problemsOf, type RuleDraft, ruleOf } from "./draft.ts";
import { EndFields } from "./EndFields.tsx";
import { countsOf, decidedOf, replayWords } from "./replay.ts";
import { EffectMark, RuleMatchWords } from "./RuleWords.tsx";
import styles from "./Rules.module.css";
import { ScopeFields } from "./ScopeFields.tsx";

type Replay = { answer: ReplayAnswer } | { failure: string };

const PAUSE_MS = 300;

/** What the rules would have decided; `rules` as JSON, null while there are none. */
const useReplay = (rules: string | null): Replay | null => {
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

const Replayed = ({ replay }: { replay: Replay | null }) => {
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

/** The template's rules with the scope and end that were chosen for all of them. */
const withChoice = (rules: readonly NewRule[], choice: RuleDraft): NewRule[] => {
  const { scope, until, uses } = ruleOf(choice);
  return rules.map((rule) => ({ ...rule, scope: scope ? { ...rule.scope, ...scope } : rule.scope, until, uses }));
};

const useChoice = (template: RuleTemplate, isOwner: boolean, onClose: () => void) => {
  const [choice, setChoice] = useState<RuleDraft>({
    ...emptyDraft,
    matchKind: "none",
    end: isOwner ? "never" : "session",
  });
  const [isTold, setTold] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const problems = problemsOf(choice, hubNow(), isOwner ? "owner" : "operator");
  const isWhole = Object.keys(problems).length === 0;
  const rules = isWhole ? withChoice(template.rules, choice) : null;
  const switchOn = async () => {
    setTold(true);
    if (rules === null) return;
    setBusy(true);
    let made = 0;
    try {
      for (const rule of rules) {
        await makeRule(rule);
        made += 1;
      }
      onClose();
      showToast(made === 1 ? "One rule counts from now on." : `${made} rules count from now on.`);
    } catch (error) {
      setFailure(`${made === 0 ? "" : `${made} of ${rules.length} were made. `}${wordsFor(error)}`);
      setBusy(false);
    }
  };
  const change = (part: Partial<RuleDraft>) => setChoice((now) => ({ ...now, ...part }));
  const shown: Problems = isTold ? problems : {};
  return { choice, change, shown, failure, isBusy, rules, switchOn };
};

/** A template: its rules, where they are to count, and what they would have decided, before they are switched on. */
export const TemplateDialog = ({ template, onClose }: { template: RuleTemplate; onClose: () => void }) => {
  const isOwner = useIsOwner();
  const { choice, change, shown, failure, isBusy, rules, switchOn } = useChoice(template, isOwner, onClose);
  const replay = useReplay(rules === null ? null : JSON.stringify(rules));
  const { title, help } = templateOf(template.id);
  return (
    <Dialog isOpen onClose={onClose} title={title} description={help} size="m">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={styles.ruleList} aria-label="Its rules" tabIndex={0}>
        {template.rules.map((rule) => (
          <li key={JSON.stringify(rule)}>
            <EffectMark effect={rule.effect} />
            <RuleMatchWords rule={rule} />
          </li>
        ))}
      </ul>
      <div className={styles.form}>
        <ScopeFields draft={choice} problems={shown} isSessionOnly={!isOwner} onChange={change} />
        <EndFields draft={choice} problems={shown} isSessionOnly={!isOwner} onChange={change} />
      </div>
      <h3 className={styles.groupTitle}>What it would have decided</h3>
      {rules === null ? <p className={styles.faint}>Choose where it counts.</p> : <Replayed replay={replay} />}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <Dialog.Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="primary" isBusy={isBusy} onClick={() => void switchOn()}>
          Switch on {template.rules.length === 1 ? "its rule" : `its ${template.rules.length} rules`}
        </Button>
      </Dialog.Actions>
    </Dialog>
  );
};
