import { randomUUID } from "node:crypto";
import type { DueReply } from "#contract/reply.ts";
import type { Answer, Seen } from "./web-server.ts";

const dueReply = (fields: Partial<DueReply>, seq: number): DueReply => ({
  id: randomUUID(),
  seq,
  text: "go on",
  stop: false,
  command: null,
  from: { name: "Ann", role: "owner" },
  attachments: [],
  quote: null,
  createdAt: "2026-01-02T03:04:05.678Z",
  ...fields,
});

export interface ReplyQueue {
  /** Puts replies before whoever waits, or asks next. */
  reply(...items: Partial<DueReply>[]): void;
  /** Answers the call that asks for them, after its `wait` at the latest. */
  take(seen: Seen): Promise<Answer>;
}

/** The replies of the one session of a test. */
export const createReplyQueue = (): ReplyQueue => {
  let due: DueReply[] = [];
  let count = 0;
  let wake: (() => void) | undefined;
  return {
    reply(...items) {
      due.push(...items.map((item) => dueReply(item, ++count)));
      wake?.();
    },
    async take({ query, gone }) {
      const waitSeconds = Number(query.get("wait"));
      let timer: NodeJS.Timeout | undefined;
      if (due.length === 0 && waitSeconds > 0) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, waitSeconds * 1000);
        });
        await Promise.race([woken, late, gone]);
        clearTimeout(timer);
      }
      const items = due;
      due = [];
      return { status: 200, body: { items, stop: items.some((item) => item.stop) } };
    },
  };
};
