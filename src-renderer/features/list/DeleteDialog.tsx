import type { PersonSession } from "#contract/session.ts";
import { attempt } from "../../state/attempt.ts";
import { deleteSession } from "../../state/hub.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { endDialog } from "./dialogs.ts";

export const DeleteDialog = ({ session }: { session: PersonSession }) => {
  const remove = async () => {
    if (await attempt("Could not delete it", () => deleteSession(session.id))) endDialog();
  };
  const messages = session.lastSeq === 1 ? "its message" : `its ${session.lastSeq.toLocaleString()} messages`;
  return (
    <ConfirmDialog
      title="Delete this session?"
      description={`“${session.title}” and ${messages} are deleted for good, for everyone. To only hide it, close it instead.`}
      confirm="Delete"
      onConfirm={remove}
      onClose={endDialog}
    />
  );
};
