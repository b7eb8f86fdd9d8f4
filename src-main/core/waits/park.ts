import type { Awaited, Waiter, Waiters } from "./waiters.ts";

export interface WaitRequest {
  waitSeconds: number;
  /** Aborted when the one who waits is gone. */
  signal?: AbortSignal;
}

/** Waits for an end, for so long or until the one who waits is gone; `leave` ends the wait with nothing. */
export const park = <T extends Awaited>(
  waiters: Waiters<T>,
  own: Pick<Waiter<T>, "id" | "sessionId" | "machineId">,
  request: WaitRequest,
): { leave(): void; ended: Promise<T | undefined> } => {
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>();
  const waiter: Waiter<T> = { ...own, resolve, reject };
  waiters.add(waiter);
  const leave = () => {
    if (waiters.remove(waiter)) resolve(undefined);
  };
  const timer = setTimeout(leave, request.waitSeconds * 1000);
  request.signal?.addEventListener("abort", leave, { once: true });
  if (request.signal?.aborted) leave();
  return {
    leave,
    ended: promise.finally(() => {
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", leave);
    }),
  };
};
