import type { Client } from "#client/client.ts";
import type { ActRequest } from "#contract/act.ts";
import type { PostMessageAnswer, PostMessageRequest } from "#contract/message.ts";
import type { AckRequest } from "#contract/reply.ts";
import type { FileToSend } from "../attachments/send.ts";
import { readObject } from "../config/read-file.ts";
import { isProblem, isUnreachable } from "../errors.ts";

/** A call that must reach the hub, now or later. */
export type Delivery =
  | {
      readonly call: "postMessage";
      readonly session: string;
      readonly key: string;
      readonly body: PostMessageRequest;
      /** Files to upload first. */
      readonly files?: readonly FileToSend[];
    }
  | { readonly call: "ackReplies"; readonly session: string; readonly key: string; readonly body: AckRequest }
  | { readonly call: "act"; readonly key: string; readonly body: ActRequest };

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

/** What may be thrown away when there is no room: the oldest `status` first, then the oldest `info`, `kept` never. */
export type Worth = "status" | "info" | "kept";

interface Kind<D extends Delivery> {
  send(client: Client, delivery: D): Promise<PostMessageAnswer | undefined>;
  worth(delivery: D): Worth;
  /** Whether it is for a session that it names. */
  readonly hasSession: boolean;
}

const kinds: { readonly [C in Delivery["call"]]: Kind<Extract<Delivery, { call: C }>> } = {
  postMessage: {
    send: (client, { session, key, body }) =>
      client.call("postMessage", { params: { id: session }, idempotencyKey: key, body }),
    // Whoever posted it was told that it is kept.
    worth: () => "kept",
    hasSession: true,
  },
  ackReplies: {
    send: async (client, { session, key, body }) => {
      await client.call("ackReplies", { params: { id: session }, idempotencyKey: key, body });
      return undefined;
    },
    worth: () => "kept",
    hasSession: true,
  },
  act: {
    send: async (client, { key, body }) => {
      await client.call("act", { idempotencyKey: key, body });
      return undefined;
    },
    worth: ({ body: { post } }) => {
      if (!post) return "status";
      return post.level === undefined || post.level === "info" ? "info" : "kept";
    },
    hasSession: false,
  },
};

const kindOf = (delivery: Delivery) => kinds[delivery.call] as Kind<Delivery>;

/** Sends it. The key makes sure that a repeat after a lost answer changes nothing. */
export const deliver = (client: Client, delivery: Delivery): Promise<PostMessageAnswer | undefined> =>
  kindOf(delivery).send(client, delivery);

export const worthOf = (delivery: Delivery): Worth => kindOf(delivery).worth(delivery);

// 502 and 504 come from a proxy before the hub.
const laterStatuses = new Set([429, 502, 503, 504]);

/** Whether the same call may well succeed later. */
export const canWait = (error: unknown): boolean =>
  isUnreachable(error) || (isProblem(error) && laterStatuses.has(error.status));

const isText = (value: unknown) => typeof value === "string";

/** Reads an entry's file; undefined when it is none. */
export const readEntry = (text: string): Entry | undefined => {
  const found = readObject(text) as Entry | undefined;
  const { call = "", key, body, session } = (found?.delivery ?? {}) as Partial<Record<string, unknown>>;
  const isWhole =
    typeof call === "string" &&
    Object.hasOwn(kinds, call) &&
    (isText(session) || !kinds[call as Delivery["call"]].hasSession) &&
    isText(key) &&
    typeof body === "object" &&
    isText(found?.identity);
  return isWhole ? { ...found, tries: typeof found?.tries === "number" ? found.tries : 0 } : undefined;
};
