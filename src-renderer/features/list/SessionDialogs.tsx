import { useStore } from "zustand";
import { useSession } from "../../state/hub.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { dialogStore } from "./dialogs.ts";
import { RenameDialog } from "./RenameDialog.tsx";

/** The dialogs about one session, drawn once by the shell: a list's row may go away while its dialog is open. */
export const SessionDialogs = () => {
  const dialog = useStore(dialogStore, (state) => state.dialog);
  const session = useSession(dialog?.sessionId ?? null);
  if (!dialog || !session) return null;
  return dialog.type === "rename" ? (
    <RenameDialog key={session.id} session={session} />
  ) : (
    <DeleteDialog session={session} />
  );
};
