import { type FormEvent, useState } from "react";
import { limits } from "#contract/limits.ts";
import type { PersonSession } from "#contract/session.ts";
import { changeSession } from "../../state/hub.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { endDialog } from "./dialogs.ts";

export const RenameDialog = ({ session }: { session: PersonSession }) => {
  const [title, setTitle] = useState(session.title);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      if (title !== session.title) await changeSession(session.id, { title });
      endDialog();
    } catch (error) {
      setProblem(wordsFor(error));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Dialog
      isOpen
      onClose={endDialog}
      title="Rename the session"
      description="The agent finds its session by this name: what it posts under the old name opens a new session."
    >
      <form onSubmit={submit}>
        <TextField
          label="Title"
          value={title}
          onChange={setTitle}
          problem={problem}
          maxLength={limits.titleChars * 2}
          selectAll
        />
        <Dialog.Actions>
          <Button onClick={endDialog}>Cancel</Button>
          <Button tone="primary" type="submit" isBusy={isBusy}>
            Rename
          </Button>
        </Dialog.Actions>
      </form>
    </Dialog>
  );
};
