import { useState } from "react";
import type { NewRule, RuleTemplate } from "#contract/rule.ts";
import { hubNow } from "../../state/now.ts";
import { useIsOwner } from "../../state/role.ts";
import { makeRule } from "../../state/rules.ts";
import { wordsFor } from "../../text/errors.ts";
import { templateOf } from "../../text/rules.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { showToast } from "../../ui/toast.ts";
import { emptyDraft, type Problems, problemsOf, type RuleDraft, ruleOf } from "./draft.ts";
import { EndFields } from "./EndFields.tsx";
import { Replayed, useReplay } from "./Replayed.tsx";
import { EffectMark, RuleMatchWords } from "./RuleWords.tsx";
import styles from "./Rules.module.css";
import { ScopeFields } from "./ScopeFields.tsx";

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
  // An operator has to say which session.
  const [isChoosing, setChoosing] = useState(!isOwner);
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
      <h3 className={styles.groupTitle}>What it would have decided</h3>
      {rules === null ? <p className={styles.faint}>Choose first where it counts.</p> : <Replayed replay={replay} />}
      {!isChoosing && (
        <p className={styles.counts}>
          It counts everywhere, and nothing ends it.{" "}
          <button type="button" className={styles.link} onClick={() => setChoosing(true)}>
            Choose where, and for how long
          </button>
        </p>
      )}
      {isChoosing && (
        <div className={styles.form}>
          <ScopeFields draft={choice} problems={shown} isSessionOnly={!isOwner} onChange={change} />
          <EndFields draft={choice} problems={shown} isSessionOnly={!isOwner} onChange={change} />
        </div>
      )}
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
