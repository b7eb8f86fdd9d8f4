import { type FormEvent, useState } from "react";
import type { Device } from "#contract/people.ts";
import { attempt } from "../../state/attempt.ts";
import { addDevice, renameDevice, revokeDevice } from "../../state/people.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toast.ts";
import styles from "./People.module.css";

export type DeviceDialog = { type: "add" } | { type: "rename" | "revoke"; device: Device };

interface NameFormProps {
  label: string;
  begin: string;
  confirm: string;
  onCancel: () => void;
  /** What it throws is said under the field. */
  onSave: (name: string) => Promise<void>;
}

const NameForm = ({ label, begin, confirm, onCancel, onSave }: NameFormProps) => {
  const [name, setName] = useState(begin);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    if (name.trim() === "") return setProblem("It needs a name.");
    setBusy(true);
    try {
      await onSave(name.trim());
    } catch (error) {
      setProblem(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const put = (text: string) => {
    setName(text);
    setProblem(null);
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextField label={label} value={name} onChange={put} problem={problem} maxLength={80} selectAll />
      <Dialog.Actions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button tone="primary" type="submit" isBusy={isBusy}>
          {confirm}
        </Button>
      </Dialog.Actions>
    </form>
  );
};

const AddKey = ({ onClose }: { onClose: () => void }) => {
  const [made, setMade] = useState<{ key: string; command: string } | null>(null);
  if (made === null)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title="Add a device key"
        description="With it you allow and deny from a command line. It may do what you may, so keep it where only you can read it."
      >
        <NameForm
          label="What it is for"
          begin=""
          confirm="Make the key"
          onCancel={onClose}
          onSave={async (name) => setMade(await addDevice(name))}
        />
      </Dialog>
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="The new key"
      description="It is shown this once. Run the command where you want to use it; it asks for the key."
      size="m"
    >
      <p className={styles.legend}>Command</p>
      <Copyable text={made.command} label="command" />
      <p className={styles.legend}>Key</p>
      <Copyable text={made.key} label="key" />
      <Dialog.Actions>
        <Button tone="primary" onClick={onClose}>
          I have kept it
        </Button>
      </Dialog.Actions>
    </Dialog>
  );
};

const revokeWords = ({ isThis, kind }: Device) => {
  if (isThis) return "This is the browser that you look at: you are signed out here at once.";
  return kind === "key" ? "The key stops working at once." : "It is signed out at once.";
};

const Revoke = ({ device, onClose }: { device: Device; onClose: () => void }) => {
  const run = async () => {
    if (!(await attempt("Could not revoke it", () => revokeDevice(device.id)))) return;
    onClose();
    showToast(`Revoked ${device.name}.`);
  };
  return (
    <ConfirmDialog
      title={`Revoke ${device.name}?`}
      description={revokeWords(device)}
      confirm="Revoke"
      onConfirm={run}
      onClose={onClose}
    />
  );
};

/** The dialogs about devices. */
export const DeviceDialogs = ({ dialog, onClose }: { dialog: DeviceDialog | null; onClose: () => void }) => {
  if (!dialog) return null;
  if (dialog.type === "add") return <AddKey onClose={onClose} />;
  if (dialog.type === "revoke") return <Revoke device={dialog.device} onClose={onClose} />;
  const { device } = dialog;
  return (
    <Dialog isOpen onClose={onClose} title="Rename the device">
      <NameForm
        label="Name"
        begin={device.name}
        confirm="Rename"
        onCancel={onClose}
        onSave={async (name) => {
          await renameDevice(device.id, name);
          onClose();
        }}
      />
    </Dialog>
  );
};
