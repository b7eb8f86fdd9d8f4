import { layoutStore, useLayout } from "../../state/layout.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { JoinCard } from "./JoinCard.tsx";

export const JoinDialog = () => {
  const isOpen = useLayout((layout) => layout.isJoinOpen);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => layoutStore.setState({ isJoinOpen: false })}
      title="Join a machine"
      description="Run this on the other machine. It gets a key of its own, which you can revoke in the settings."
      size="m"
    >
      <JoinCard />
    </Dialog>
  );
};
