import { type FormEvent, useState } from "react";
import type { Machine } from "#contract/machine.ts";
import { api } from "../../state/api.ts";
import { attempt } from "../../state/attempt.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toast.ts";

export interface MachineDialog {
  type: "rename" | "rotate" | "revoke";
  machine: Machine;
}

interface Props {
  machine: Machine;
  onClose: () => void;
}

const RenameMachine = ({ machine, onClose }: Props) => {
  const [name, setName] = useState(machine.name);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    try {
      await api.call("changeMachine", { params: { id: machine.id }, body: { name } });
      onClose();
    } catch (error) {
      setProblem(wordsFor(error));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Rename the machine">
      <form onSubmit={submit}>
        <TextField label="Name" value={name} onChange={setName} problem={problem} maxLength={80} selectAll />
        <Dialog.Actions>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit">
            Rename
          </Button>
        </Dialog.Actions>
      </form>
    </Dialog>
  );
};

const RotateMachine = ({ machine, onClose }: Props) => {
  const [key, setKey] = useState<string | null>(null);
  const rotate = async () => {
    await attempt("Could not make a new key", async () => {
      const answer = await api.call("rotateMachine", { params: { id: machine.id } });
      setKey(answer.key);
    });
  };
  if (key === null)
    return (
      <ConfirmDialog
        title={`New key for ${machine.name}?`}
        description="Its old key stops working at once; agents there can post again as soon as they have the new one."
        confirm="Make a new key"
        onConfirm={rotate}
        onClose={onClose}
      />
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`The new key of ${machine.name}`}
      description="It is shown this once. Put it where the machine keeps its key, or let the machine join again with a code."
      size="m"
    >
      <Copyable text={key} label="key" />
      <Dialog.Actions>
        <Button tone="primary" onClick={onClose}>
          I have kept it
        </Button>
      </Dialog.Actions>
    </Dialog>
  );
};

const RevokeMachine = ({ machine, onClose }: Props) => {
  const revoke = async () => {
    const call = () => api.call("revokeMachine", { params: { id: machine.id } });
    if (!(await attempt("Could not revoke it", call))) return;
    onClose();
    showToast(`Revoked ${machine.name}.`);
  };
  return (
    <ConfirmDialog
      title={`Revoke ${machine.name}?`}
      description={
        machine.isLocal
          ? "This is the hub’s own computer. Its key stops working at once; its sessions stay."
          : "Its key stops working at once; its sessions stay. It can come back with a new join code."
      }
      confirm="Revoke"
      onConfirm={revoke}
      onClose={onClose}
    />
  );
};

/** The dialogs about one machine. */
export const MachineDialogs = ({ dialog, onClose }: { dialog: MachineDialog | null; onClose: () => void }) => {
  if (!dialog) return null;
  const props = { machine: dialog.machine, onClose };
  if (dialog.type === "rename") return <RenameMachine {...props} />;
  return dialog.type === "rotate" ? <RotateMachine {...props} /> : <RevokeMachine {...props} />;
};
