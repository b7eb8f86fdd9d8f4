import type { Message } from "#contract/message.ts";
import type { Receipt } from "#contract/receipt.ts";
import type { DueReply } from "#contract/reply.ts";
import type { MessageRecord, ReceiptRecord } from "../../core/records.ts";
import { parseStopWord } from "../../core/steering/stopword.ts";
import { toInstant } from "./instant.ts";

export const presentReceipt = (receipt: ReceiptRecord): Receipt => ({
  messageId: receipt.messageId,
  state: receipt.state,
  carrier: receipt.carrier,
  at: toInstant(receipt.at),
  note: receipt.note,
});

export const presentMessage = (message: MessageRecord): Message => ({
  id: message.id,
  sessionId: message.sessionId,
  seq: message.seq,
  kind: message.kind,
  from: message.from,
  text: message.text,
  level: message.level,
  replyTo: message.replyTo,
  quote: message.quote,
  attachments: [],
  createdAt: toInstant(message.createdAt),
  receipt: message.receipt === null ? null : presentReceipt(message.receipt),
});

/** A reply as an agent gets it, without the stop word. */
export const presentDueReply = (message: MessageRecord, stopWord: string): DueReply => {
  const { text, stop } = parseStopWord(message.text, stopWord);
  return {
    id: message.id,
    seq: message.seq,
    text,
    stop,
    from: { name: message.from.name, role: message.from.role ?? "operator" },
    attachments: [],
    quote: message.quote,
    createdAt: toInstant(message.createdAt),
  };
};
