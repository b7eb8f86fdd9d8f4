import { HubError } from "../../core/errors.ts";
import type { FromWorker } from "./protocol.ts";

export type Answer = Extract<FromWorker, { type: "found" | "caught-up" }>;

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: HubError) => void;
}

export const unavailable = (): HubError =>
  new HubError("unavailable", "The search is not available right now. Try again later.");

/** The questions that were sent to the worker and have no answer yet. */
export const requests = () => {
  const open = new Map<number, Waiting>();
  let nextId = 1;

  const take = (id: number): Waiting | undefined => {
    const waiting = open.get(id);
    open.delete(id);
    return waiting;
  };

  return {
    /** Sends a question under a new id and waits for its answer. */
    ask: (send: (id: number) => void): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const id = nextId;
        nextId += 1;
        open.set(id, { resolve, reject });
        send(id);
      }),
    answer: (answer: Answer): void => take(answer.id)?.resolve(answer),
    fail: (id: number): void => take(id)?.reject(unavailable()),
    failAll(): void {
      for (const id of open.keys()) take(id)?.reject(unavailable());
    },
  };
};
