import { type Lease, leased } from "./lease.ts";

export type Work<Tx> = (tx: Tx) => Promise<unknown>;
export type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

const stalled = () =>
  new Error("Programming error: work in write() awaited something else than its tx. Its changes were undone.");

/**
 * Runs work that must finish within one turn of the event loop, as work that awaits only its transaction does. Work
 * that doesn't is given up at the end of the turn: it gets a failed outcome and its handle is dead from then on.
 */
export const turnGuard = <Tx extends object>(tx: Tx) => {
  let lease: Lease = { isOpen: false };
  let handle = leased(tx, lease);
  let giveUp: (() => void) | undefined;
  let watchdog: NodeJS.Immediate | undefined;

  const watch = () => {
    giveUp?.();
    watchdog = setImmediate(watch);
  };

  const renew = () => {
    lease.isOpen = false;
    lease = { isOpen: true };
    handle = leased(tx, lease);
  };

  return {
    open(): void {
      lease.isOpen = true;
      watchdog = setImmediate(watch);
    },
    close(): void {
      clearImmediate(watchdog);
      giveUp = undefined;
      lease.isOpen = false;
    },
    run: (work: Work<Tx>): Promise<Outcome> =>
      new Promise((resolve) => {
        giveUp = () => {
          renew();
          resolve({ ok: false, error: stalled() });
        };
        const failed = (error: unknown) => resolve({ ok: false, error });
        try {
          work(handle).then((value) => resolve({ ok: true, value }), failed);
        } catch (error) {
          failed(error);
        }
      }),
  };
};
