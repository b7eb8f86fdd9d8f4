import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Place } from "../../state/places.ts";
import { goToPlace } from "./kept-place.ts";
import { openingAt } from "./unread-line.ts";

/** Height of a row that was not measured yet. */
export const rowEstimate = 76;
/** So close to the end counts as being there. */
const atEndPx = 48;
const rowsAround = 12;
/**
 * While nobody scrolls more rows are drawn and measured, out of view. Rows that are measured during a smooth scroll
 * move the log under it, which ends the browser's animation early.
 */
const rowsAroundAtRest = 32;
const REST_MS = 200;

export interface LogView {
  virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  isAtEnd: boolean;
}

interface LogOptions {
  scroller: RefObject<HTMLDivElement | null>;
  /** Messages, then replies that are not confirmed. */
  lastSeq: number;
  pendingIds: readonly string[];
  readSeq: number;
  focusSeq: number | null;
  /** Where it was left, to be gone back to. */
  place: Place | null;
  /** The row that has the focus stays drawn, wherever it is. */
  activeSeq: number | null;
}

const withActive = (activeSeq: number | null) => (range: Range) => {
  const indexes = defaultRangeExtractor(range);
  const active = activeSeq === null ? -1 : activeSeq - 1;
  if (active < 0 || active >= range.count || indexes.includes(active)) return indexes;
  return active < (indexes[0] ?? 0) ? [active, ...indexes] : [...indexes, active];
};

const isEndInView = (element: HTMLElement | null) =>
  element !== null && element.scrollHeight - element.scrollTop - element.clientHeight <= atEndPx;

/** Whether the end is in view; true also after the log or what is in it changed its height. */
const useAtEnd = (scroller: RefObject<HTMLDivElement | null>): boolean => {
  const subscribe = useCallback(
    (changed: () => void) => {
      const element = scroller.current;
      if (!element) return () => {};
      const observer = new ResizeObserver(changed);
      observer.observe(element);
      if (element.firstElementChild) observer.observe(element.firstElementChild);
      element.addEventListener("scroll", changed, { passive: true });
      return () => {
        observer.disconnect();
        element.removeEventListener("scroll", changed);
      };
    },
    // oxlint-disable-next-line react/preserve-manual-memoization -- Only React's compiler would mind, and there is none.
    [scroller],
  );
  return useSyncExternalStore(subscribe, () => isEndInView(scroller.current));
};

/** Keeps the end in view while the log itself changes its height, such as when the box to type in grows. */
const useStayAtEnd = ({ virtualizer, isAtEnd }: LogView, scroller: RefObject<HTMLDivElement | null>) => {
  const wasAtEnd = useRef(isAtEnd);
  useEffect(() => {
    wasAtEnd.current = isAtEnd;
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      if (element.clientHeight !== height && wasAtEnd.current) virtualizer.scrollToEnd();
      height = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, virtualizer]);
};

const useOpening = (view: LogView, { lastSeq, readSeq, focusSeq, place }: LogOptions) => {
  const { virtualizer } = view;
  const isOpened = useRef(false);
  useLayoutEffect(() => {
    if (!isOpened.current && place !== null) {
      isOpened.current = true;
      return goToPlace(virtualizer, place);
    }
    if (focusSeq !== null && focusSeq >= 1 && focusSeq <= lastSeq) {
      isOpened.current = true;
      virtualizer.scrollToIndex(focusSeq - 1, { align: "center" });
      return;
    }
    if (isOpened.current) return;
    isOpened.current = true;
    const first = openingAt(readSeq, lastSeq);
    if (first === null) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(first - 1, { align: "start" });
    // Opened once; later only another message to focus moves the log.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [virtualizer, focusSeq]);
};

const useRest = () => {
  const [isAtRest, setAtRest] = useState(false);
  const [isScrolling, setScrolling] = useState(false);
  useEffect(() => {
    if (isScrolling) return;
    const timer = setTimeout(() => setAtRest(true), REST_MS);
    return () => {
      clearTimeout(timer);
      setAtRest(false);
    };
  }, [isScrolling]);
  return { isAtRest, setScrolling };
};

/** The window of rows that is drawn, and where it stands. */
export const useLog = (options: LogOptions): LogView => {
  const { scroller, lastSeq, pendingIds, activeSeq } = options;
  const { isAtRest, setScrolling } = useRest();
  // oxlint-disable-next-line react/incompatible-library -- Only React's compiler would mind, and there is none here.
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: lastSeq + pendingIds.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowEstimate,
    getItemKey: (index) => (index < lastSeq ? index + 1 : (pendingIds[index - lastSeq] ?? `pending ${index}`)),
    overscan: isAtRest ? rowsAroundAtRest : rowsAround,
    onChange: (instance) => setScrolling(instance.isScrolling),
    paddingStart: 16,
    paddingEnd: 20,
    scrollPaddingStart: 56,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: atEndPx,
    rangeExtractor: withActive(activeSeq),
  });
  const view = { virtualizer, isAtEnd: useAtEnd(scroller) };
  useOpening(view, options);
  useStayAtEnd(view, scroller);
  return view;
};
