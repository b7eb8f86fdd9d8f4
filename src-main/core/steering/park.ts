import type { Carrier } from "#contract/receipt.ts";
import type { MessageRecord } from "../records.ts";
import type { Waiter, Waiters } from "./waiters.ts";

/** Makes a call wait among the others until it is resolved, its time is over or its caller is gone. */
export const park = (
  waiters: Waiters,
  session: { id: string; machineId: string },
  request: { carrier: Carrier; waitSeconds: number; signal?: AbortSignal },
): { waiter: Waiter; result: Promise<MessageRecord[]> } => {
  const { promise, resolve, reject } = Promise.withResolvers<MessageRecord[]>();
  let isOver = false;
  const end = (items: MessageRecord[]) => {
    clearTimeout(timer);
    waiters.settle(waiter);
    resolve(items);
  };
  const waiter: Waiter = {
    sessionId: session.id,
    machineId: session.machineId,
    carrier: request.carrier,
    resolve: end,
    reject(error) {
      clearTimeout(timer);
      waiters.settle(waiter);
      reject(error);
    },
    giveBack() {
      if (isOver) end([]);
      else waiters.unclaim(waiter);
    },
  };
  const leave = () => {
    isOver = true;
    if (waiters.remove(waiter)) end([]);
  };
  const timer = setTimeout(leave, request.waitSeconds * 1000);
  request.signal?.addEventListener("abort", leave, { once: true });
  waiters.add(waiter);
  return { waiter, result: promise };
};
