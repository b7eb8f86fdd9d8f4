import { Filter, MessageSquare } from "lucide-react";
import { useHub } from "../../state/hub.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { changeFilter, noFilter, useFilter } from "./filter.ts";
import type { Group } from "./groups.ts";
import styles from "./ListPane.module.css";
import { SessionList } from "./SessionList.tsx";

const Nothing = () => {
  const hasSessions = useHub((state) => Object.keys(state.sessions).length > 0);
  const filter = useFilter();
  const isNarrowed = filter.text !== "" || filter.state !== null;
  if (!hasSessions)
    return (
      <EmptyState icon={<MessageSquare strokeWidth={1.7} />} title="No sessions yet">
        <p>They appear here as soon as an agent posts.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon={<Filter strokeWidth={1.7} />} title={isNarrowed ? "Nothing matches" : "Nothing open"}>
      <p>{isNarrowed ? "No session fits this filter." : "Every session is closed or snoozed."}</p>
      <Button size="s" onClick={() => changeFilter(isNarrowed ? noFilter : { showClosed: true, showSnoozed: true })}>
        {isNarrowed ? "Show all again" : "Show closed and snoozed"}
      </Button>
    </EmptyState>
  );
};

/** The list's column. */
export const ListPane = ({ groups }: { groups: readonly Group[] }) => {
  const isReady = useHub((state) => state.phase === "ready");
  // The page's main heading is the discussion's title where there is one.
  const isAlone = useHub((state) => state.selectedId === null);
  return (
    <nav className={styles.pane} aria-label="Sessions">
      {isAlone && (
        <VisuallyHidden>
          <h1>Sessions</h1>
        </VisuallyHidden>
      )}
      <FilterBar />
      {!isReady && <Skeleton lines={9} />}
      {isReady && (groups.length > 0 ? <SessionList groups={groups} /> : <Nothing />)}
    </nav>
  );
};
