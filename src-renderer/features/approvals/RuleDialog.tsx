import { type FormEvent, useId, useState } from "react";
import type { Approval, Remember } from "#contract/approval.ts";
import { useSession } from "../../state/hub.ts";
import { hubNow } from "../../state/now.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Dialogs.module.css";
import { ruleWords } from "./outcome.ts";
import {
  type EndWord,
  endLabels,
  type MatchKind,
  matchHelp,
  matchLabels,
  problemOf,
  type RuleForm,
  rememberOf,
  scopesFor,
  startForm,
  withSuggestion,
} from "./rule-form.ts";
import { Trials } from "./Trials.tsx";
import { useMyRole } from "./use-my-role.ts";

interface RuleDialogProps {
  approval: Approval;
  dangers: readonly string[];
  onClose: () => void;
  onAllow: (remember: Remember) => void;
}

interface PartProps {
  approval: Approval;
  form: RuleForm;
  change: (change: Partial<RuleForm>) => void;
}

const optionsOf = <V extends string>(labels: Record<V, string>) =>
  (Object.entries(labels) as [V, string][]).map(([value, label]) => ({ value, label }));

/** Rules that would answer this call, from the narrowest to the widest. */
const Suggestions = ({ approval, form, onChoose }: PartProps & { onChoose: (at: number) => void }) => {
  const name = useId();
  if (approval.suggestions.length === 0) return null;
  return (
    <fieldset className={styles.suggestions}>
      <legend>What is allowed from now on, narrow to wide</legend>
      {approval.suggestions.map((suggestion, at) => {
        const as = withSuggestion(form, suggestion);
        return (
          <label key={at}>
            <input
              type="radio"
              name={name}
              checked={as.tool === form.tool && as.kind === form.kind && as.pattern === form.pattern}
              onChange={() => onChoose(at)}
            />
            <code dir="ltr">{ruleWords(suggestion)}</code>
          </label>
        );
      })}
    </fieldset>
  );
};

const Pattern = ({ form, change }: PartProps) => {
  const problem = problemOf(form);
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label="Tool"
          value={form.tool}
          onChange={(tool) => change({ tool })}
          problem={problem?.field === "tool" ? problem.words : null}
        />
        <Select<MatchKind>
          label="Matches"
          value={form.kind}
          options={optionsOf(matchLabels)}
          onChange={(kind) => change({ kind })}
        />
      </div>
      {form.kind !== "every" && (
        <TextArea
          label={matchLabels[form.kind]}
          isCode
          rows={1}
          value={form.pattern}
          onChange={(pattern) => change({ pattern })}
          help={matchHelp[form.kind]}
          problem={problem?.field === "pattern" ? problem.words : null}
        />
      )}
    </>
  );
};

const ScopeAndEnd = ({ approval, form, change }: PartProps) => {
  const session = useSession(approval.sessionId);
  const isOwner = useMyRole(approval.sessionId) === "owner";
  const problem = problemOf(form);
  const ends = optionsOf<EndWord>(endLabels).filter(({ value }) => isOwner || value !== "never");
  return (
    <div className={styles.three}>
      <Select
        label="Where it counts"
        value={form.scope}
        options={scopesFor(session, approval, isOwner)}
        onChange={(scope) => change({ scope, ...(scope === "session" ? { end: "session" } : {}) })}
        {...(isOwner ? {} : { help: "Rules beyond a session are for owners." })}
      />
      <Select<EndWord> label="When it ends" value={form.end} options={ends} onChange={(end) => change({ end })} />
      <TextField
        label="How often it counts"
        inputMode="numeric"
        placeholder="No limit"
        value={form.uses}
        onChange={(uses) => change({ uses })}
        problem={problem?.field === "uses" ? problem.words : null}
      />
    </div>
  );
};

/** Allows the call and makes a rule of it, so that others like it are not asked about. */
export const RuleDialog = ({ approval, dangers, onClose, onAllow }: RuleDialogProps) => {
  const [form, setForm] = useState(() => startForm(approval));
  const change = (more: Partial<RuleForm>) => setForm((now) => ({ ...now, ...more }));
  const part = { approval, form, change };
  const isReady = problemOf(form) === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onAllow(rememberOf(form, hubNow()));
  };
  return (
    <Dialog
      isOpen
      size="l"
      onClose={onClose}
      title="Allow it with a rule"
      description="Calls that the rule matches are allowed from now on, and nobody is asked."
    >
      <form onSubmit={submit} className={styles.form}>
        {dangers.length > 0 && <p className={styles.warning}>{dangers.join(" ")}</p>}
        <Suggestions
          {...part}
          onChoose={(at) => {
            const chosen = approval.suggestions[at];
            if (chosen) setForm((now) => withSuggestion(now, chosen));
          }}
        />
        <Pattern {...part} />
        <ScopeAndEnd {...part} />
        <Trials approval={approval} form={form} />
        <Dialog.Actions>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone={dangers.length > 0 ? "danger" : "primary"} type="submit" disabled={!isReady}>
            Allow and make the rule
          </Button>
        </Dialog.Actions>
      </form>
    </Dialog>
  );
};
