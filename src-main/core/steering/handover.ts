import type { Carrier } from "#contract/receipt.ts";
import type { MessageRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";

/** Marks all replies of the session that are due as handed over by this carrier, and returns them in order. */
export const handOverDue = async (
  tx: WriteTx,
  sessionId: string,
  carrier: Carrier,
  at: { now: number; leaseMs: number },
): Promise<MessageRecord[]> => {
  const due = await tx.receipts.due(sessionId, { handedBefore: at.now - at.leaseMs, now: at.now });
  if (due.length === 0) return [];
  const receipts = await tx.receipts.move(
    due.map((message) => message.id),
    { state: "handed", at: at.now, carrier },
  );
  const byMessage = new Map(receipts.map((receipt) => [receipt.messageId, receipt]));
  return due.map((message) => ({ ...message, receipt: byMessage.get(message.id) ?? message.receipt }));
};
