import type { Message } from "#contract/message.ts";
import type { Question } from "#contract/question.ts";
import type { Receipt } from "#contract/receipt.ts";
import type { DueReply } from "#contract/reply.ts";
import type { MessageRecord, QuestionRecord, ReceiptRecord } from "../../core/records.ts";
import { parseReply } from "../../core/steering/stopword.ts";
import { presentApproval } from "./approvals.ts";
import { toInstant, toInstantOrNull } from "./instant.ts";

export const presentReceipt = (receipt: ReceiptRecord): Receipt => ({
  messageId: receipt.messageId,
  state: receipt.state,
  carrier: receipt.carrier,
  at: toInstant(receipt.at),
  handedAt: toInstantOrNull(receipt.handedAt),
  note: receipt.note,
});

export const presentQuestion = (question: QuestionRecord): Question => {
  const { messageSeq: _seq, answer, ...rest } = question;
  return {
    ...rest,
    answer: answer === null ? null : { ...answer, at: toInstant(answer.at) },
    createdAt: toInstant(question.createdAt),
    expiresAt: toInstantOrNull(question.expiresAt),
    closedAt: toInstantOrNull(question.closedAt),
  };
};

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
  attachments: message.attachments,
  question: message.question === null ? null : presentQuestion(message.question),
  approval: message.approval === null ? null : presentApproval(message.approval),
  createdAt: toInstant(message.createdAt),
  receipt: message.receipt === null ? null : presentReceipt(message.receipt),
});

/** A reply as an agent gets it, without its slash and stop words. */
export const presentDueReply = (message: MessageRecord, stopWord: string): DueReply => {
  const { text, stop, command } = parseReply(message.text, stopWord);
  return {
    id: message.id,
    seq: message.seq,
    text,
    stop,
    command,
    from: { name: message.from.name, role: message.from.role ?? "viewer" },
    attachments: message.attachments,
    quote: message.quote,
    createdAt: toInstant(message.createdAt),
  };
};
