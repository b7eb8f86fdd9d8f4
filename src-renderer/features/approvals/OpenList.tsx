import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useShallow } from "zustand/react/shallow";
import type { Approval } from "#contract/approval.ts";
import { selectSession, useHub, useSession } from "../../state/hub.ts";
import { announce } from "../../ui/announce.ts";
import { useKey } from "../keys/use-key.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";
import styles from "./ApprovalsPage.module.css";
import { groupSame, idsOf, type Same } from "./groups.ts";
import { SameCard } from "./SameCard.tsx";
import { SelectionBar } from "./SelectionBar.tsx";
import { createSettling, hasMoved } from "./settling.ts";
import { SessionLead } from "./SessionLead.tsx";
import { useApprovalKeys } from "./use-approval-keys.ts";
import { useMyRole } from "./use-my-role.ts";
import { useSelection } from "./use-selection.ts";

const usualHeight = 300;
const MOST_WAIT_MS = 1_000;

const cardAtFocus = () => document.activeElement?.closest<HTMLElement>("[data-card]") ?? null;

const indexAtFocus = () => Number(cardAtFocus()?.dataset["index"] ?? -1);

const openOnEnter = (event: KeyboardEvent, { first }: Same) => {
  if (event.key !== "Enter" || event.target !== event.currentTarget) return;
  event.preventDefault();
  selectSession(first.sessionId, first.messageSeq);
};

/** What takes the focus when a card goes: the one after it, else the one before, else the heading. */
const beside = (card: HTMLElement | null): HTMLElement | null => {
  const own = card?.closest("[data-card]");
  const other = own?.nextElementSibling ?? own?.previousElementSibling;
  return other instanceof HTMLElement ? other : document.querySelector<HTMLElement>("main h1");
};

const Single = ({ approval, isSelected }: { approval: Approval; isSelected: boolean }) => {
  const session = useSession(approval.sessionId);
  return (
    <ApprovalCard
      approval={approval}
      agentName={session?.agent.name ?? "An agent"}
      lead={<SessionLead approval={approval} />}
      isShown={isSelected}
      next={beside}
    />
  );
};

const Choose = ({ same, isSelected, onToggle }: { same: Same; isSelected: boolean; onToggle: () => void }) => {
  const isViewer = useMyRole(same.first.sessionId) === "viewer";
  if (isViewer) return <span />;
  return (
    <label className={styles.choose}>
      <input
        type="checkbox"
        checked={isSelected}
        onChange={onToggle}
        aria-label={`Choose ${same.first.code}: ${same.first.summary.slice(0, 80)}`}
      />
    </label>
  );
};

interface RowProps {
  same: Same;
  place: { index: number; start: number; count: number };
  measure: Ref<HTMLDivElement>;
  isSelected: boolean;
  onToggle: () => void;
  onFocus: () => void;
}

const Row = ({ same, place: { index, start, count }, measure, isSelected, onToggle, onFocus }: RowProps) => (
  <div
    ref={measure}
    data-index={index}
    data-card={same.key}
    role="article"
    aria-posinset={index + 1}
    aria-setsize={count}
    aria-label={`${same.first.code}: ${same.first.summary.slice(0, 120)}`}
    tabIndex={0}
    className={styles.row}
    style={{ transform: `translateY(${start}px)` }}
    onKeyDown={(event) => openOnEnter(event, same)}
    onFocus={onFocus}
  >
    <Choose same={same} isSelected={isSelected} onToggle={onToggle} />
    {same.all.length > 1 ? (
      <SameCard same={same} isSelected={isSelected} next={beside} />
    ) : (
      <Single approval={same.first} isSelected={isSelected} />
    )}
  </div>
);

const useVirtualCards = (groups: readonly Same[], keptIndex: number) => {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- Only React's compiler would mind, and there is none here.
  const virtualizer = useVirtualizer({
    count: groups.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: useCallback((index: number) => groups[index]?.key ?? index, [groups]),
    overscan: 4,
    gap: 12,
    paddingEnd: 80,
    // The card in focus stays drawn wherever the list is scrolled, so that the focus isn't lost.
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        if (keptIndex < 0 || shown.includes(keptIndex)) return shown;
        return [...shown, keptIndex].toSorted((a, b) => a - b);
      },
      [keptIndex],
    ),
  });
  return { scroller, virtualizer };
};

type Cards = ReturnType<typeof useVirtualCards>["virtualizer"];

/** Puts the focus on a card as soon as it is drawn. */
const focusCard = (virtualizer: Cards, index: number) => {
  virtualizer.scrollToIndex(index, { align: "auto" });
  const until = performance.now() + MOST_WAIT_MS;
  const attempt = () => {
    const card = virtualizer.scrollElement?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (card) card.focus({ preventScroll: true });
    else if (performance.now() < until) requestAnimationFrame(attempt);
  };
  attempt();
};

const usePageKeys = (groups: readonly Same[], virtualizer: Cards, toggle: (ids: readonly string[]) => void) => {
  const when = () => groups.length > 0;
  const group = "Approvals" as const;
  const step = (by: 1 | -1) => {
    const from = indexAtFocus();
    focusCard(virtualizer, from === -1 ? 0 : Math.min(groups.length - 1, Math.max(0, from + by)));
  };
  useKey("j", "Next approval", () => step(1), { group, when });
  useKey("k", "Approval before", () => step(-1), { group, when });
  useKey(
    "x",
    "Choose the approval in focus",
    () => {
      const same = groups[indexAtFocus()];
      if (same) toggle(idsOf(same));
    },
    { group, when: () => when() && cardAtFocus() !== null },
  );
  useApprovalKeys(groups, group, () => {
    focusCard(virtualizer, 0);
    return groups.length > 0;
  });
};

const settling = createSettling(() => performance.now());

/** A card that goes moves those below it under the pointer: a click in that moment decides nothing. */
const useStillness = (groups: readonly Same[]) => {
  const before = useRef(groups);
  useEffect(() => {
    if (hasMoved(before.current, groups)) settling.moved();
    before.current = groups;
  }, [groups]);
  return (event: MouseEvent) => {
    const isByPointer = event.detail > 0;
    if (!isByPointer || settling.isSettled() || !(event.target as Element).closest("[data-act]")) return;
    event.preventDefault();
    event.stopPropagation();
    announce("The list has just moved. Nothing was decided.");
  };
};

const useGroups = (open: readonly Approval[]): Same[] => {
  const machineIds = useHub(useShallow(({ sessions }) => open.map(({ sessionId }) => sessions[sessionId]?.machine.id)));
  return useMemo(() => {
    const ofSession = new Map(open.map(({ sessionId }, at) => [sessionId, machineIds[at]]));
    return groupSame(open, (sessionId) => ofSession.get(sessionId));
  }, [open, machineIds]);
};

/** The open ones, oldest first, identical calls together; only those near what is in view are drawn. */
export const OpenList = ({ open }: { open: readonly Approval[] }) => {
  const groups = useGroups(open);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const keptIndex = groups.findIndex(({ key }) => key === focusedKey);
  const { scroller, virtualizer } = useVirtualCards(groups, keptIndex);
  const { selected, has, toggle, clear } = useSelection(open);
  usePageKeys(groups, virtualizer, toggle);
  const onClickCapture = useStillness(groups);
  return (
    <>
      <div ref={scroller} className={styles.scroller} onClickCapture={onClickCapture}>
        <div
          role="feed"
          aria-label="Open approvals"
          className={styles.cards}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const same = groups[index];
            return (
              same && (
                <Row
                  key={key}
                  same={same}
                  place={{ index, start, count: groups.length }}
                  measure={virtualizer.measureElement}
                  isSelected={has(idsOf(same))}
                  onToggle={() => toggle(idsOf(same))}
                  onFocus={() => setFocusedKey(same.key)}
                />
              )
            );
          })}
        </div>
      </div>
      <SelectionBar selected={selected} onClear={clear} />
    </>
  );
};
