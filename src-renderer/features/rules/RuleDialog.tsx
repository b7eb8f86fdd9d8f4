import { type FormEvent, useId, useState } from "react";
import type { NewRule, Rule } from "#contract/rule.ts";
import { hubNow } from "../../state/now.ts";
import { useIsOwner } from "../../state/role.ts";
import { changeRule, makeRule } from "../../state/rules.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toast.ts";
import { CallFields } from "./CallFields.tsx";
import { draftOf, emptyDraft, type Problems, problemsOf, type RuleDraft, ruleOf } from "./draft.ts";
import { EndFields } from "./EndFields.tsx";
import { WideNote } from "./RuleWords.tsx";
import styles from "./Rules.module.css";
import { ScopeFields } from "./ScopeFields.tsx";
import { TryBox } from "./TryBox.tsx";

/** A rule to edit, one to begin with, or none for an empty form. */
export type RuleDialogOf = { type: "edit"; rule: Rule } | { type: "new"; from: NewRule | null };

const titles = { edit: "Edit the rule", new: "New rule" } as const;

const beginOf = (of: RuleDialogOf, isOwner: boolean): RuleDraft => {
  const given = of.type === "edit" ? of.rule : of.from;
  const draft = given === null ? emptyDraft : draftOf(given);
  return isOwner ? draft : { ...draft, end: "session" };
};

const useForm = (of: RuleDialogOf, isOwner: boolean, onClose: () => void) => {
  const [draft, setDraft] = useState(() => beginOf(of, isOwner));
  const [isTold, setTold] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const problems = problemsOf(draft, hubNow(), isOwner ? "owner" : "operator");
  const isWhole = Object.keys(problems).length === 0;
  const change = (part: Partial<RuleDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setFailure(null);
  };
  const save = async () => {
    setTold(true);
    if (!isWhole) return;
    setBusy(true);
    try {
      if (of.type === "edit") await changeRule(of.rule.id, ruleOf(draft));
      else await makeRule(ruleOf(draft));
      onClose();
      showToast(of.type === "edit" ? "The rule is changed." : "The rule counts from now on.");
    } catch (error) {
      setFailure(wordsFor(error));
      setBusy(false);
    }
  };
  const shown: Problems = isTold ? problems : {};
  return { draft, change, shown, failure, isBusy, save, rule: isWhole ? ruleOf(draft) : null };
};

/** The form of a rule, to make one or to change one. */
export const RuleDialog = ({ of, onClose }: { of: RuleDialogOf; onClose: () => void }) => {
  const isOwner = useIsOwner();
  const { draft, change, shown, failure, isBusy, save, rule } = useForm(of, isOwner, onClose);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Dialog isOpen onClose={onClose} title={titles[of.type]} size="m">
      <form id={id} className={styles.form} onSubmit={submit} noValidate>
        <CallFields draft={draft} problems={shown} onChange={change} />
        <ScopeFields draft={draft} problems={shown} isSessionOnly={!isOwner} onChange={change} />
        <EndFields draft={draft} problems={shown} isSessionOnly={!isOwner} onChange={change} />
        <TextField
          label="Note"
          value={draft.note}
          maxLength={500}
          placeholder="Why it is there"
          onChange={(note) => change({ note })}
        />
        {rule !== null && <WideNote rule={rule} />}
      </form>
      {/* Not in the form: Enter in its fields makes no rule. */}
      {of.type === "new" && rule !== null && <TryBox extra={rule} sessionId={draft.sessionId} tool={draft.tool} />}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <Dialog.Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="primary" type="submit" form={id} isBusy={isBusy}>
          {of.type === "edit" ? "Save" : "Make the rule"}
        </Button>
      </Dialog.Actions>
    </Dialog>
  );
};
