import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";
import { offerJump } from "../questions/jump.ts";

type Log = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** A message that is far away is read first; after so long nobody waits for it any more. */
const MOST_WAIT_MS = 3_000;

const targetIn = (row: HTMLElement, option: number | null): HTMLElement | null => {
  if (option === null && row.querySelector("[data-approval]")) return row;
  return row.querySelector(option === null ? "[data-option], [data-free-answer]" : `[data-option="${option}"]`);
};

/** Whether its row is higher than what is in view: then its beginning is shown, where the question stands. */
const isTall = ({ scrollElement }: Log, seq: number) => {
  const row = scrollElement?.querySelector(`[data-seq="${seq}"]`);
  return scrollElement !== null && row !== null && row !== undefined && row.clientHeight > scrollElement.clientHeight;
};

/** Brings questions into view for others, and puts the focus on what answers them as soon as that is drawn. */
export const useQuestionJump = (virtualizer: Log): void =>
  useEffect(() => {
    let frame = 0;
    const stopOffer = offerJump((seq, option) => {
      cancelAnimationFrame(frame);
      virtualizer.scrollToIndex(seq - 1, { align: isTall(virtualizer, seq) ? "start" : "center" });
      const until = performance.now() + MOST_WAIT_MS;
      const focus = () => {
        const row = virtualizer.scrollElement?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
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
