import { z } from "zod";
import { Id, Instant } from "./common.ts";

/** What brings a reply into an agent. */
export const carriers = ["watch", "hook", "mcp", "plugin", "queue", "terminal", "runner"] as const;
export const Carrier = z.enum(carriers);
export type Carrier = z.infer<typeof Carrier>;

/** Where a reply is on its way. */
export const receiptStates = ["queued", "handed", "taken", "withdrawn", "failed"] as const;
export const ReceiptState = z.enum(receiptStates);
export type ReceiptState = z.infer<typeof ReceiptState>;

export const Receipt = z.object({
  messageId: Id,
  state: ReceiptState,
  carrier: Carrier.nullable(),
  at: Instant.meta({ description: "When it came into this state" }),
  handedAt: Instant.nullable().meta({ description: "When it was last handed over; null while it is queued" }),
  note: z.string().nullable().meta({ description: "Words of the agent's side, e.g. why it failed" }),
});
export type Receipt = z.infer<typeof Receipt>;
