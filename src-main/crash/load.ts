import type { RepliesAnswer } from "#contract/reply.ts";
import type { Call } from "./call.ts";
import type { Ledger, Sent } from "./ledger.ts";

export interface Load {
  call: Call;
  ledger: Ledger;
  /** Headers of the machine, and of the person on the hub's own page. */
  machine: Record<string, string>;
  person: Record<string, string>;
  random: () => number;
  /** Called at each 2xx. */
  onDone(): void;
}

/** Sends one message. False when the hub is gone. */
const send = async (load: Load, one: Sent): Promise<boolean> => {
  const isPost = one.kind === "post";
  const path = isPost ? `/v1/sessions/${one.sessionId}/messages` : `/v1/people/sessions/${one.sessionId}/replies`;
  const headers = { ...(isPost ? load.machine : load.person), "idempotency-key": one.key };
  const answer = await load.call(path, { method: "POST", headers, body: { text: one.text } });
  if (answer === undefined) {
    load.ledger.loseAnswer(one);
    return false;
  }
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  load.ledger.confirm(one, (answer.body as { message: { id: string } }).message.id);
  load.onDone();
  return true;
};

/** Sends one message after the other until the hub is gone; now and then one twice, as a sender does who is unsure. */
export const keepSending = async (load: Load, kind: Sent["kind"], sessionId: string): Promise<void> => {
  let isUp = true;
  while (isUp) {
    const one = load.ledger.next(kind, sessionId);
    isUp = await send(load, one);
    if (isUp && load.random() < 0.1) isUp = await send(load, one);
  }
};

/** Sends again, all at once, a share of what got no answer. */
export const repeatLost = async (load: Load, share = 0.5): Promise<void> => {
  await Promise.all(load.ledger.takeLost(share, load.random).map((one) => send(load, one)));
};

/** Says that these replies were taken up. False when the hub is gone. */
export const acknowledge = async (load: Load, sessionId: string, ids: string[]): Promise<boolean> => {
  load.ledger.tryToAcknowledge(ids);
  const path = `/v1/sessions/${sessionId}/replies/ack`;
  const answer = await load.call(path, { method: "POST", headers: load.machine, body: { ids } });
  if (answer === undefined) return false;
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  load.ledger.acknowledge(ids);
  return true;
};

/** Waits for replies; undefined when the hub is gone. */
export const watch = async (load: Load, sessionId: string, waitSeconds: number): Promise<string[] | undefined> => {
  const path = `/v1/sessions/${sessionId}/replies?wait=${waitSeconds}`;
  const answer = await load.call(path, { headers: load.machine });
  if (answer === undefined) return undefined;
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const ids = (answer.body as RepliesAnswer).items.map((item) => item.id);
  for (const id of ids) load.ledger.deliver(id);
  return ids;
};

/** Waits for replies until the hub is gone, and acknowledges most of them. */
export const keepWatching = async (load: Load, sessionId: string): Promise<void> => {
  for (let ids = await watch(load, sessionId, 60); ids !== undefined; ids = await watch(load, sessionId, 60)) {
    const taken = ids.filter(() => load.random() < 0.7);
    if (taken.length > 0) await acknowledge(load, sessionId, taken);
  }
};
