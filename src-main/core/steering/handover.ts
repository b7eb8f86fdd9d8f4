import type { Carrier } from "#contract/receipt.ts";
import { noteBehind } from "../approvals/behind.ts";
import type { MessageRecord } from "../records.ts";
import type { LeaseTimes, WriteTx } from "../store.ts";

/**
 * Marks the replies of the session that are due (or of these those that `which` names) as handed over by this carrier,
 * and returns them in order. A lease of before the clock was set back begins anew: how long it lasted is not known.
 */
export const handOverDue = async (
  tx: WriteTx,
  sessionId: string,
  carrier: Carrier,
  at: LeaseTimes & { now: number },
  which: (message: MessageRecord) => boolean = () => true,
): Promise<MessageRecord[]> => {
  const found = await tx.receipts.due(sessionId, at);
  if (found.length === 0) return [];
  const isOfFuture = ({ receipt }: MessageRecord) => receipt?.state === "handed" && receipt.at > at.now;
  const early = found.filter(isOfFuture).map(({ id }) => id);
  if (early.length > 0) await tx.receipts.move(early, { state: "handed", at: at.now });
  const due = found.filter((message) => !isOfFuture(message) && which(message));
  if (due.length === 0) return [];
  const receipts = await tx.receipts.move(
    due.map((message) => message.id),
    { state: "handed", at: at.now, carrier },
  );
  await noteBehind(
    tx,
    sessionId,
    due.map(({ from }) => from),
    carrier,
  );
  const byMessage = new Map(receipts.map((receipt) => [receipt.messageId, receipt]));
  return due.map((message) => ({ ...message, receipt: byMessage.get(message.id) ?? message.receipt }));
};
