import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PersonSession } from "#contract/session.ts";
import { useHub } from "../../state/hub.ts";
import { keepListPlace, listPlace } from "../../state/places.ts";
import { ContextMenu, type MenuPoint } from "../../ui/Menu.tsx";
import type { Group } from "./groups.ts";
import { heightOf, type Item, orderOf, stepFrom, toItems } from "./items.ts";
import styles from "./SessionList.module.css";
import { SessionRow } from "./SessionRow.tsx";
import { sessionMenu } from "./session-menu.tsx";
import { neighbour } from "./use-list-keys.ts";

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

const targetOf = (key: string, order: readonly string[], from: string | null): string | null => {
  const step = steps[key];
  if (step !== undefined) return stepFrom(order, from, step);
  if (key === "Home") return order[0] ?? null;
  return key === "End" ? (order.at(-1) ?? null) : null;
};

const useVirtualItems = (items: readonly Item[], keptIndex: number) => {
  const scroller = useRef<HTMLDivElement>(null);
  const [kept] = useState(listPlace);
  // oxlint-disable-next-line react/incompatible-library -- Only React's compiler would mind, and there is none here.
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const item = items[index];
      return item ? heightOf(item) : 0;
    },
    // A new function for new items: heights may have changed though their number didn't.
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    overscan: 6,
    initialOffset: kept?.offset ?? 0,
    // The row in focus stays drawn wherever the list is scrolled, so that the focus isn't lost.
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        if (keptIndex < 0 || shown.includes(keptIndex)) return shown;
        return [...shown, keptIndex].toSorted((a, b) => a - b);
      },
      [keptIndex],
    ),
  });
  return { scroller, virtualizer, kept };
};

/** The row's menu; it follows the session as it changes. */
const useRowMenu = (order: readonly string[]) => {
  const [open, setOpen] = useState<{ id: string; at: MenuPoint } | null>(null);
  const session = useHub((state) => (open ? (state.sessions[open.id] ?? null) : null));
  const onMenu = useCallback((target: PersonSession, x: number, y: number) => {
    setOpen({ id: target.id, at: { x, y } });
  }, []);
  const menu = (
    <ContextMenu
      at={session && open ? open.at : null}
      label={session ? `Menu of ${session.title}` : "Menu"}
      groups={session ? sessionMenu(session, neighbour(order, session.id), true) : []}
      onClose={() => setOpen(null)}
    />
  );
  return { onMenu, menu };
};

const VirtualLines = ({
  items,
  virtualizer,
  line,
}: {
  items: readonly Item[];
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  line: (item: Item) => ReactNode;
}) => (
  <ul style={{ height: virtualizer.getTotalSize() }} className={styles.items}>
    {virtualizer.getVirtualItems().map(({ index, start, size }) => {
      const item = items[index];
      return (
        item && (
          <li
            key={item.key}
            className={styles.item}
            style={{ height: size, transform: `translateY(${start}px)` }}
            aria-setsize={items.length}
            aria-posinset={index + 1}
          >
            {line(item)}
          </li>
        )
      );
    })}
  </ul>
);

/** One tab stop for the whole list, and arrow keys inside: the row last in focus, else the selected, else the first. */
const useRoving = (order: readonly string[], selectedId: string | null) => {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [seenId, setSeenId] = useState(selectedId);
  if (seenId !== selectedId) {
    setSeenId(selectedId);
    setFocusedId(null);
  }
  const listed = [focusedId, selectedId].find((id) => id !== null && order.includes(id));
  return { focusedId, setFocusedId, tabStop: listed ?? order[0] ?? null };
};

const Heading = ({ item }: { item: Item & { type: "heading" } }) => (
  <h2 className={styles.heading}>
    <span>{item.words}</span>
    <span>{item.count.toLocaleString()}</span>
  </h2>
);

/** The sessions in their groups, drawn as far as they are in view. */
export const SessionList = ({ groups }: { groups: readonly Group[] }) => {
  const selectedId = useHub((state) => state.selectedId);
  const items = useMemo(() => toItems(groups), [groups]);
  const order = useMemo(() => orderOf(groups), [groups]);
  const { focusedId, setFocusedId, tabStop } = useRoving(order, selectedId);
  const indexOf = (id: string | null) => items.findIndex(({ key }) => key === id);
  const { scroller, virtualizer, kept } = useVirtualItems(items, indexOf(tabStop));
  const { onMenu, menu } = useRowMenu(order);

  const isThere = indexOf(selectedId) >= 0;
  const isWhereItWas = useRef(kept?.selectedId === selectedId);
  useEffect(() => {
    if (isThere && !isWhereItWas.current) virtualizer.scrollToIndex(indexOf(selectedId), { align: "auto" });
    if (isThere) isWhereItWas.current = false;
    // Only a new selection scrolls: the list must not jump when its rows change places.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selectedId, isThere]);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, order, tabStop);
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    virtualizer.scrollToIndex(indexOf(target), { align: "auto" });
    setFocusedId(target);
  };
  useEffect(() => {
    const list = scroller.current;
    if (focusedId === null || !list?.contains(document.activeElement)) return;
    list.querySelector<HTMLElement>(`[data-session="${CSS.escape(focusedId)}"]`)?.focus({ preventScroll: true });
  }, [focusedId, scroller]);

  const line = (item: Item) =>
    item.type === "heading" ? (
      <Heading item={item} />
    ) : (
      <SessionRow
        session={item.session}
        group={item.group}
        isSelected={item.session.id === selectedId}
        isTabStop={item.session.id === tabStop}
        onMenu={onMenu}
        onFocus={setFocusedId}
      />
    );
  return (
    <>
      <div
        ref={scroller}
        className={styles.list}
        onKeyDown={onKeyDown}
        onScroll={(event) => keepListPlace({ offset: event.currentTarget.scrollTop, selectedId })}
      >
        <VirtualLines items={items} virtualizer={virtualizer} line={line} />
      </div>
      {menu}
    </>
  );
};
