import { type FormEvent, useId, useMemo, useState } from "react";
import type { Approval } from "#contract/approval.ts";
import type { ToolInput } from "#contract/rule.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./Dialogs.module.css";
import { Change } from "./Diff.tsx";
import { editedInput, editingOf } from "./edit.ts";

interface EditDialogProps {
  approval: Approval;
  onClose: () => void;
  onAllow: (input: ToolInput) => void;
}

/** Changes what the tool gets before it is allowed, and shows the difference. */
export const EditDialog = ({ approval, onClose, onAllow }: EditDialogProps) => {
  const { tool, input } = approval;
  const before = useMemo(() => editingOf(tool, input), [tool, input]);
  const [text, setText] = useState(before.text);
  const id = useId();
  const edited = editedInput(input, { type: before.type, text });
  const isChanged = text !== before.text;
  const problem = isChanged ? edited.problem : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged && edited.problem === null) onAllow(edited.input);
  };
  return (
    <Dialog
      isOpen
      size="l"
      onClose={onClose}
      title={before.type === "command" ? "Change the command, then allow it" : "Change the input, then allow it"}
      description="The agent runs what stands here instead of what it asked for. Rules are not asked about it again."
    >
      <form onSubmit={submit} className={styles.form}>
        <textarea
          className={styles.code}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          aria-label={before.type === "command" ? "Command" : "Input as JSON"}
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {problem !== null && (
          <p id={`${id}-problem`} className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {isChanged && problem === null && (
          <div className={styles.preview}>
            <Change change={{ path: "What changes", before: before.text, after: text, note: null }} />
          </div>
        )}
        <Dialog.Actions>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" disabled={!isChanged || problem !== null}>
            Allow it like this
          </Button>
        </Dialog.Actions>
      </form>
    </Dialog>
  );
};
