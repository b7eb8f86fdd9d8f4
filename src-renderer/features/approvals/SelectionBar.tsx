import { useState } from "react";
import type { Approval } from "#contract/approval.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import styles from "./ApprovalsPage.module.css";
import { dangersOf } from "./danger.ts";
import { decideAll } from "./decide-many.ts";

/** What can be done with the chosen ones. Allowing several is asked about once more when one of them is dangerous. */
export const SelectionBar = ({ selected, onClear }: { selected: readonly Approval[]; onClear: () => void }) => {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  if (selected.length === 0) return null;
  const dangers = [...new Set(selected.flatMap(dangersOf))];
  const risky = selected.filter((approval) => dangersOf(approval).length > 0).length;
  const run = async (decision: "allow" | "deny") => {
    setBusy(true);
    const isDone = await decideAll(
      selected.map(({ id }) => id),
      decision,
    );
    setBusy(false);
    setAsking(false);
    if (isDone) onClear();
  };
  return (
    <section className={styles.bar} aria-label="Chosen approvals">
      <span>{`${selected.length.toLocaleString()} chosen`}</span>
      <Button size="s" isBusy={isBusy} onClick={() => (dangers.length > 0 ? setAsking(true) : void run("allow"))}>
        {`Allow ${selected.length}`}
      </Button>
      <Button size="s" tone="danger" isBusy={isBusy} onClick={() => void run("deny")}>
        {`Deny ${selected.length}`}
      </Button>
      <Button size="s" tone="quiet" onClick={onClear}>
        Choose none
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Allow ${selected.length} at once?`}
          description={`${risky === 1 ? "One of them is" : `${risky} of them are`} marked as dangerous. ${dangers.join(" ")}`}
          confirm="Allow them anyway"
          onConfirm={() => run("allow")}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
};
