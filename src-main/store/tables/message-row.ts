import type { MessageRecord, QuestionRecord, ReceiptRecord } from "../../core/records.ts";
import { fromJson } from "../json-column.ts";
import { type ApprovalColumns, approvalColumns, toApproval } from "./approval-row.ts";

export interface MessageRow
  extends Omit<MessageRecord, "from" | "quote" | "receipt" | "question" | "approval" | "attachments">,
    ApprovalColumns {
  fromType: "agent" | "person";
  fromId: string;
  fromName: string;
  fromRole: MessageRecord["from"]["role"];
  quote: string | null;
  attachments: string | null;
  questionId: string | null;
  questionOptions: string | null;
  questionFree: number;
  questionState: QuestionRecord["state"];
  questionAnswer: string | null;
  questionExpiresAt: number | null;
  questionClosedAt: number | null;
  receiptState: ReceiptRecord["state"] | null;
  receiptCarrier: ReceiptRecord["carrier"];
  receiptAt: number;
  receiptHandedAt: number | null;
  receiptNote: string | null;
}

export const selectMessages = `SELECT m.global_seq AS globalSeq, m.id, d.id AS sessionId, m.seq, m.kind,
  m.from_type AS fromType, m.from_id AS fromId, m.from_name AS fromName, m.from_role AS fromRole, m.text, m.level,
  m.reply_to AS replyTo, m.quote, m.created_at AS createdAt, r.state AS receiptState, r.carrier AS receiptCarrier,
  r.at AS receiptAt, r.handed_at AS receiptHandedAt, r.note AS receiptNote, m.attachments, q.id AS questionId, q.options AS questionOptions,
  q.free AS questionFree, q.state AS questionState, q.answer AS questionAnswer, q.expires_at AS questionExpiresAt,
  q.closed_at AS questionClosedAt,
  ${approvalColumns}
  FROM messages m JOIN discussions d ON d.key = m.discussion_key LEFT JOIN receipts r ON r.message_key = m.global_seq
  LEFT JOIN questions q ON q.message_key = m.global_seq
  LEFT JOIN approvals p ON p.message_key = m.global_seq`;

const toReceipt = (row: MessageRow): ReceiptRecord | null =>
  row.receiptState === null
    ? null
    : {
        messageId: row.id,
        sessionId: row.sessionId,
        messageSeq: row.seq,
        state: row.receiptState,
        carrier: row.receiptCarrier,
        at: row.receiptAt,
        handedAt: row.receiptHandedAt,
        note: row.receiptNote,
      };

const toQuestion = (row: MessageRow): QuestionRecord | null =>
  row.questionId === null
    ? null
    : {
        id: row.questionId,
        sessionId: row.sessionId,
        messageId: row.id,
        messageSeq: row.seq,
        text: row.text,
        options: fromJson(row.questionOptions) as QuestionRecord["options"],
        free: row.questionFree === 1,
        state: row.questionState,
        answer: fromJson(row.questionAnswer) as QuestionRecord["answer"],
        createdAt: row.createdAt,
        expiresAt: row.questionExpiresAt,
        closedAt: row.questionClosedAt,
      };

export const toMessage = (row: MessageRow): MessageRecord => ({
  id: row.id,
  globalSeq: row.globalSeq,
  sessionId: row.sessionId,
  seq: row.seq,
  kind: row.kind,
  from: { type: row.fromType, id: row.fromId, name: row.fromName, role: row.fromRole },
  text: row.text,
  level: row.level,
  replyTo: row.replyTo,
  quote: fromJson(row.quote) as MessageRecord["quote"],
  createdAt: row.createdAt,
  attachments: (fromJson(row.attachments) ?? []) as MessageRecord["attachments"],
  receipt: toReceipt(row),
  question: toQuestion(row),
  approval: toApproval(row),
});
