import { z } from "zod";
import { Approval } from "./approval.ts";
import { Id, Instant, PageQuery, pageOf } from "./common.ts";
import { limits } from "./limits.ts";
import { Question } from "./question.ts";
import { Receipt } from "./receipt.ts";
import { Role, roles } from "./role.ts";
import { Level, Progress, Session, SessionState } from "./session.ts";

/** `post`, `question` and `approval` are an agent's, `reply` a person's. */
export const MessageKind = z.enum(["post", "reply", "question", "approval"]);
export type MessageKind = z.infer<typeof MessageKind>;

export { Role, roles };

export const Author = z.object({
  type: z.enum(["agent", "person"]),
  id: Id,
  name: z.string(),
  role: Role.nullable().meta({ description: "A person's role when the message was written" }),
});
export type Author = z.infer<typeof Author>;

export const Quote = z.object({ seq: z.number().int().nullable(), text: z.string().max(4000) });
export type Quote = z.infer<typeof Quote>;

/** A file that belongs to a message. */
export const AttachmentRef = z.object({
  id: Id,
  name: z.string(),
  size: z.number().int(),
  type: z.string(),
  sha256: z.string(),
});
export type AttachmentRef = z.infer<typeof AttachmentRef>;

/** Ids of uploaded files that a message takes along. */
export const AttachmentIds = z.array(Id).max(limits.attachments);
export const AttachmentAnswer = z.object({ attachment: AttachmentRef });
export type AttachmentAnswer = z.infer<typeof AttachmentAnswer>;

export const Message = z.object({
  id: Id,
  sessionId: Id,
  seq: z.number().int(),
  kind: MessageKind,
  from: Author,
  text: z.string(),
  level: Level,
  replyTo: Id.nullable(),
  quote: Quote.nullable(),
  attachments: z.array(AttachmentRef),
  question: Question.nullable(),
  approval: Approval.nullable(),
  createdAt: Instant,
  receipt: Receipt.nullable(),
});
export type Message = z.infer<typeof Message>;

/**
 * At least one character that is not space; the limit in bytes answers `too-large` and is checked by the hub. Half a
 * surrogate pair, which UTF-8 can't carry, becomes U+FFFD.
 */
export const MessageText = z
  .string()
  .overwrite((text) => text.toWellFormed())
  .refine((text) => text.trim() !== "", "must not be empty");

export const PostMessageRequest = z.object({
  text: MessageText,
  level: Level.optional(),
  replyTo: Id.optional(),
  state: SessionState.optional(),
  progress: Progress.nullable().optional(),
  attachments: AttachmentIds.optional(),
});
export type PostMessageRequest = z.infer<typeof PostMessageRequest>;

export const PostMessageAnswer = z.object({ message: Message });
export type PostMessageAnswer = z.infer<typeof PostMessageAnswer>;

export const MessagePage = pageOf(Message);
export type MessagePage = z.infer<typeof MessagePage>;

export const MessageQuery = PageQuery;
export const AroundQuery = PageQuery.extend({ around: z.string().max(200).optional() });
export type AroundQuery = z.infer<typeof AroundQuery>;

export const SessionPage = pageOf(Session);
