import type { Page } from "playwright-core";

/** The newest message of a discussion, which is to be painted. */
export interface Newest {
  seq: number;
  text: string;
}

declare global {
  /** The bench's own in a page that it measures: resolves with the time when the message has been painted. */
  var paintAgain: () => Promise<number>;
  /** The same from the page's beginning on. */
  var firstPaint: Promise<number>;
}

/** Runs in the page, before its own scripts: looks before each frame whether the message can be seen, until it can. */
const installProbe = ({ newest, longestMs }: { newest: Newest; longestMs: number }) => {
  const isInSight = () => {
    const row = document.querySelector(`[data-seq="${newest.seq}"]`);
    if (!row?.textContent.includes(newest.text)) return false;
    const { left, top, height } = row.getBoundingClientRect();
    // Nothing may lie above it, and no box may cut it off.
    const seen = document.elementFromPoint(left + 8, top + height / 2);
    return seen !== null && row.contains(seen);
  };
  globalThis.paintAgain = () => {
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const look = () => {
        if (!isInSight() && performance.now() - startedAt < longestMs) {
          requestAnimationFrame(look);
          return;
        }
        // What is posted before a frame is drawn arrives after it.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => {
          port1.close();
          resolve(performance.now());
        });
        port1.start();
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  };
  globalThis.firstPaint = globalThis.paintAgain();
};

/** The same as a script for pages that the bench doesn't open itself. */
export const paintProbe = (newest: Newest, longestMs: number): string =>
  `(${installProbe.toString()})(${JSON.stringify({ newest, longestMs })})`;

/** Has all pages of this tab watch for that message; they give up after `longestMs`. */
export const watchPaint = async (page: Page, newest: Newest, longestMs: number): Promise<void> => {
  await page.addInitScript(installProbe, { newest, longestMs });
};
