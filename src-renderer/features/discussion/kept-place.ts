import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { hubStore } from "../../state/hub.ts";
import { isFirstOpening, keepPlace, type Place, placeIn } from "../../state/places.ts";

type Log = Virtualizer<HTMLDivElement, HTMLDivElement>;

interface Opening {
  sessionId: string;
  readSeq: number;
  lastSeq: number;
  focusSeq: number | null;
}

/**
 * The place to go back to, or null where the discussion opens as if it was never seen: at its end or at what is new. A
 * window that is opened again is where it was; who comes from another discussion wants to see what is new here.
 */
const placeToOpen = ({ sessionId, readSeq, lastSeq, focusSeq }: Opening): Place | null => {
  const isFirst = isFirstOpening();
  const place = placeIn(sessionId);
  if (place === null || place.isAtEnd || place.seq > lastSeq) return null;
  if (focusSeq !== null && place.focusSeq !== focusSeq) return null;
  return isFirst || readSeq >= lastSeq ? place : null;
};

/** What `placeToOpen` says when the discussion is opened. */
export const useOpeningPlace = (opening: Opening): Place | null => useState(() => placeToOpen(opening))[0];

/** The rows above are measured within a few frames; until then the log moves. */
const SETTLE_FRAMES = 6;

/** Goes to a place; returns the way to give up. */
export const goToPlace = (virtualizer: Log, { seq, offset }: Place): (() => void) => {
  let frame = 0;
  let left = SETTLE_FRAMES;
  const go = () => {
    const start = virtualizer.measurementsCache[seq - 1]?.start;
    if (start !== undefined) virtualizer.scrollToOffset(start + offset);
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(go);
  };
  virtualizer.scrollToIndex(seq - 1, { align: "start" });
  frame = requestAnimationFrame(go);
  return () => cancelAnimationFrame(frame);
};

/** Keeps where the log is scrolled to, as it is scrolled. */
export const useKeepPlace = (virtualizer: Log, sessionId: string, isAtEnd: boolean): void => {
  const latest = useRef(isAtEnd);
  useEffect(() => {
    latest.current = isAtEnd;
  });
  useEffect(() => {
    const element = virtualizer.scrollElement;
    if (!element) return;
    const keep = () => {
      const first = virtualizer.getVirtualItemForOffset(element.scrollTop);
      if (!first) return;
      const { focusSeq } = hubStore.getState();
      const offset = Math.round(element.scrollTop - first.start);
      keepPlace(sessionId, { seq: first.index + 1, offset, isAtEnd: latest.current, focusSeq });
    };
    element.addEventListener("scrollend", keep);
    element.addEventListener("scroll", keep, { passive: true });
    return () => {
      element.removeEventListener("scrollend", keep);
      element.removeEventListener("scroll", keep);
    };
  }, [virtualizer, sessionId]);
};
