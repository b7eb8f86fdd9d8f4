import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";
import { offerJump } from "../questions/jump.ts";

type Log = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** A message that is far away is read first; after so long nobody waits for it any more. */
const MOST_WAIT_MS = 3_000;

const targetIn = (row: Element, option: number | null): HTMLElement | null =>
  row.querySelector<HTMLElement>(option === null ? "[data-option], [data-free-answer]" : `[data-option="${option}"]`);

/** Brings questions into view for others, and puts the focus on what answers them as soon as that is drawn. */
export const useQuestionJump = (virtualizer: Log): void =>
  useEffect(() => {
    let frame = 0;
    const stopOffer = offerJump((seq, option) => {
      cancelAnimationFrame(frame);
      virtualizer.scrollToIndex(seq - 1, { align: "center" });
      const until = performance.now() + MOST_WAIT_MS;
      const focus = () => {
        const row = virtualizer.scrollElement?.querySelector(`[data-seq="${seq}"]`);
        const target = row ? targetIn(row, option) : null;
        if (target) {
          target.focus({ preventScroll: true });
          target.scrollIntoView({ block: "nearest" });
        } else if (performance.now() < until) frame = requestAnimationFrame(focus);
      };
      focus();
    });
    return () => {
      cancelAnimationFrame(frame);
      stopOffer();
    };
  }, [virtualizer]);
