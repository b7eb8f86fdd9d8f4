import { z } from "zod";
import { Approval } from "./approval.ts";
import { Id, Instant, WaitSeconds } from "./common.ts";
import { AttachmentIds, AttachmentRef, Message, MessageText, Quote, Role } from "./message.ts";
import { Carrier, Receipt } from "./receipt.ts";

/** A reply as it is handed to an agent: `text` without the stop word, `stop` when the word was there. */
export const DueReply = z.object({
  id: Id,
  seq: z.number().int(),
  text: z.string(),
  stop: z.boolean(),
  command: z.enum(["interrupt", "status"]).nullable().meta({ description: "A slash word that the reply began with" }),
  from: z.object({ name: z.string(), role: Role }),
  attachments: z.array(AttachmentRef),
  quote: Quote.nullable(),
  createdAt: Instant,
});
export type DueReply = z.infer<typeof DueReply>;

export const RepliesQuery = z.object({ wait: WaitSeconds, carrier: Carrier.optional() });
export type RepliesQuery = z.infer<typeof RepliesQuery>;

export const RepliesAnswer = z.object({ items: z.array(DueReply), stop: z.boolean() });
export type RepliesAnswer = z.infer<typeof RepliesAnswer>;

export const AckRequest = z.object({
  ids: z.array(Id).min(1).max(200),
  outcome: z.enum(["taken", "failed"]).optional(),
  note: z.string().max(2000).optional(),
});
export type AckRequest = z.infer<typeof AckRequest>;

export const AckAnswer = z.object({ receipts: z.array(Receipt) });
export type AckAnswer = z.infer<typeof AckAnswer>;

export const ReplyRequest = z.object({
  text: MessageText,
  quote: Quote.optional(),
  attachments: AttachmentIds.optional(),
});
export type ReplyRequest = z.infer<typeof ReplyRequest>;

export const ReplyAnswer = z.object({
  message: Message,
  receipt: Receipt,
  hint: z.string().nullable().meta({ description: "E.g. that an unknown slash word was sent as text" }),
  approval: Approval.nullable().meta({
    description: "The approval that these words decided: then `message` is its own and nothing went to the agent",
  }),
});
export type ReplyAnswer = z.infer<typeof ReplyAnswer>;

export const ReceiptAnswer = z.object({ receipt: Receipt });
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>;

export const ManyRepliesRequest = z.object({ sessionIds: z.array(Id).min(1).max(100), text: MessageText });
export const ManyRepliesAnswer = z.object({
  results: z.array(
    z.object({ sessionId: Id, message: Message.nullable(), receipt: Receipt.nullable(), code: z.string().nullable() }),
  ),
});
export type ManyRepliesAnswer = z.infer<typeof ManyRepliesAnswer>;
