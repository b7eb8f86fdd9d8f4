import type { Client } from "#client/client.ts";
import type { PostMessageAnswer, PostMessageRequest } from "#contract/message.ts";
import type { AckRequest } from "#contract/reply.ts";
import { readObject } from "../config/read-file.ts";
import { isProblem, isUnreachable } from "../errors.ts";

/** A call that must reach the hub, now or later. */
export type Delivery =
  | { readonly call: "postMessage"; readonly session: string; readonly key: string; readonly body: PostMessageRequest }
  | { readonly call: "ackReplies"; readonly session: string; readonly key: string; readonly body: AckRequest };

/** A delivery that waits in the outbox. */
export interface Entry {
  readonly version: 1;
  readonly at: string;
  /** For which hub and machine it is. */
  readonly identity: string;
  /** How often the hub met an unexpected error over it. */
  readonly tries: number;
  readonly delivery: Delivery;
}

/** Sends it. The key makes sure that a repeat after a lost answer changes nothing. */
export const deliver = async (client: Client, delivery: Delivery): Promise<PostMessageAnswer | undefined> => {
  const common = { params: { id: delivery.session }, idempotencyKey: delivery.key };
  if (delivery.call === "postMessage") return client.call("postMessage", { ...common, body: delivery.body });
  await client.call("ackReplies", { ...common, body: delivery.body });
  return undefined;
};

// 502 and 504 come from a proxy before the hub.
const laterStatuses = new Set([429, 502, 503, 504]);

/** Whether the same call may well succeed later. */
export const canWait = (error: unknown): boolean =>
  isUnreachable(error) || (isProblem(error) && laterStatuses.has(error.status));

/** Reads an entry's file; undefined when it is none. */
export const readEntry = (text: string): Entry | undefined => {
  const found = readObject(text) as Entry | undefined;
  const { call, session, key, body } = found?.delivery ?? {};
  const isWhole =
    (call === "postMessage" || call === "ackReplies") &&
    typeof session === "string" &&
    typeof key === "string" &&
    typeof body === "object" &&
    typeof found?.identity === "string";
  return isWhole ? { ...found, tries: typeof found.tries === "number" ? found.tries : 0 } : undefined;
};
