import { useState } from "react";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";

/** Asks before something that can't be taken back. `onConfirm` closes it by itself when it succeeded. */
export const ConfirmDialog = ({
  title,
  description,
  confirm,
  onConfirm,
  onClose,
}: {
  title: string;
  description: string;
  confirm: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}) => {
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await onConfirm();
    setBusy(false);
  };
  return (
    <Dialog isOpen onClose={onClose} title={title} description={description}>
      <Dialog.Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="danger" isBusy={isBusy} onClick={() => void run()}>
          {confirm}
        </Button>
      </Dialog.Actions>
    </Dialog>
  );
};
