import { ShieldCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { type OpenState, useApprovalCount, useOpenApprovals } from "../../state/approvals.ts";
import { wordsFor } from "../../text/errors.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import styles from "./ApprovalsPage.module.css";
import { EndedList } from "./EndedList.tsx";
import { OpenList } from "./OpenList.tsx";

type Tab = "open" | "ended";

const Open = ({ state: { all, isRead, error } }: { state: OpenState }) => {
  if (all.length > 0) return <OpenList open={all} />;
  if (error !== null)
    return (
      <EmptyState icon={<ShieldCheck strokeWidth={1.7} />} title="The approvals can't be read right now">
        <p>{wordsFor(error)} It is tried again by itself.</p>
      </EmptyState>
    );
  if (!isRead) return <Skeleton lines={10} />;
  return (
    <EmptyState icon={<ShieldCheck strokeWidth={1.7} />} title="Nothing waits for leave">
      <p>When an agent asks before it goes on, its call stands here, from all sessions, oldest first.</p>
    </EmptyState>
  );
};

/** The approvals of all sessions: what is open, and what became of others. */
export const ApprovalsPage = () => {
  const [tab, setTab] = useState<Tab>("open");
  const state = useOpenApprovals();
  const count = useApprovalCount();
  useEffect(() => {
    document.querySelector<HTMLElement>("main h1")?.focus();
  }, []);
  const shown = state.isRead ? state.all.length : count;
  return (
    <main className={styles.page}>
      <header className={styles.top}>
        <h1 id="approvals-title" className={styles.title} tabIndex={-1}>
          Approvals
        </h1>
        <Segmented<Tab>
          name="approvals-tab"
          labelledBy="approvals-title"
          segments={[
            { value: "open", label: shown > 0 ? `Open (${shown.toLocaleString()})` : "Open" },
            { value: "ended", label: "Ended" },
          ]}
          value={tab}
          onChange={setTab}
        />
      </header>
      <div className={styles.body}>{tab === "open" ? <Open state={state} /> : <EndedList />}</div>
    </main>
  );
};
