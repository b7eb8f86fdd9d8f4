import { useState } from "react";
import type { Approval } from "#contract/approval.ts";
import type { ToolInput } from "#contract/rule.ts";
import { useSession } from "../../state/hub.ts";
import { effectWords } from "../../text/approvals.ts";
import { wordsFor } from "../../text/errors.ts";
import { classes } from "../../ui/classes.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Dialogs.module.css";
import { editedInput, editingOf } from "./edit.ts";
import { problemOf, type RuleForm, triedRule } from "./rule-form.ts";
import { type Trial, useTrial } from "./use-trial.ts";

const Result = ({ label, trial }: { label: string; trial: Trial }) => {
  const { verdict, error, isAsking } = trial;
  if (error !== null && !isAsking) return <p className={styles.result}>{`${label}: ${wordsFor(error)}`}</p>;
  if (verdict === null) return <p className={styles.result}>{`${label}: …`}</p>;
  return (
    <p className={classes(styles.result, styles[verdict.effect])} aria-busy={isAsking || undefined}>
      {label}:{" "}
      <b>{verdict.effect === "ask" ? "would still be asked about" : `would be ${effectWords[verdict.effect]}`}</b>
      <span>
        <PlainText>{verdict.why}</PlainText>
      </span>
    </p>
  );
};

/** What the rule would say to this call, and to another that is typed. */
export const Trials = ({ approval, form }: { approval: Approval; form: RuleForm }) => {
  const session = useSession(approval.sessionId);
  const rule = problemOf(form) === null ? triedRule(form, approval, session) : null;
  const start = editingOf(approval.tool, approval.input);
  const [text, setText] = useState(start.text);
  const edited = editedInput(approval.input, { type: start.type, text });
  const own = useTrial(approval, approval.input, rule);
  const isOther = text !== start.text && edited.problem === null;
  const other: ToolInput = edited.problem === null ? edited.input : approval.input;
  const tried = useTrial(approval, other, isOther ? rule : null);
  return (
    <section className={styles.trials} aria-label="Try the rule">
      <Result label="This call" trial={own} />
      <TextArea
        label={start.type === "command" ? "Try it on another command" : "Try it on another input"}
        isCode
        rows={1}
        value={text}
        onChange={setText}
        problem={text === start.text ? null : edited.problem}
      />
      {isOther && <Result label="That one" trial={tried} />}
    </section>
  );
};
