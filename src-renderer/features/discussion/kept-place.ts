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

/** So long the log may take to read and measure what is around the place. */
const MOST_MS = 3_000;
/** It has come to rest when for so many frames nothing in view was unread and the place stayed where it is. */
const REST_FRAMES = 4;

const isAt = ({ scrollElement }: Log, offset: number) =>
  scrollElement !== null &&
  Math.abs(scrollElement.scrollTop - offset) < 1 &&
  scrollElement.querySelector('[aria-busy="true"]') === null;

/** Goes to a place, and back to it while rows around are read and measured; whoever scrolls meanwhile goes where they want. */
export const goToPlace = (virtualizer: Log, { seq, offset }: Place): (() => void) => {
  const aim = new AbortController();
  const until = performance.now() + MOST_MS;
  let frame = 0;
  let rested = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    aim.abort();
  };
  const go = () => {
    const start = virtualizer.measurementsCache[seq - 1]?.start;
    const target = start === undefined ? null : start + offset;
    if (target !== null && isAt(virtualizer, target)) rested += 1;
    else {
      rested = 0;
      if (target !== null) virtualizer.scrollToOffset(target);
    }
    if (rested >= REST_FRAMES || performance.now() > until) stop();
    else frame = requestAnimationFrame(go);
  };
  for (const name of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(name, stop, { signal: aim.signal, capture: true, passive: true });
  virtualizer.scrollToIndex(seq - 1, { align: "start" });
  frame = requestAnimationFrame(go);
  return stop;
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
