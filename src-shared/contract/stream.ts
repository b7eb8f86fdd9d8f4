import { z } from "zod";
import { Approval } from "./approval.ts";
import { AttentionPreferences, PageNotice } from "./attention.ts";
import { Id, Instant } from "./common.ts";
import { Machine } from "./machine.ts";
import { Message } from "./message.ts";
import { Question } from "./question.ts";
import { Member } from "./people.ts";
import { Receipt } from "./receipt.ts";
import { Rule } from "./rule.ts";
import { Marks, WatchedSession } from "./session.ts";
import { Settings } from "./settings.ts";

/**
 * What the stream (WebSocket) says, in order, each change with its `seq`. `message` carries the session as the message
 * left it; `marks` and `attention` go only to the person whose they are, `person` to that person and to owners, `notice` to
 * one page of one device, and is not repeated. Unknown types are to be ignored.
 */
export const StreamChange = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message"), message: Message, session: WatchedSession }),
  z.object({ type: z.literal("session"), session: WatchedSession }),
  z.object({ type: z.literal("session-deleted"), sessionId: Id }),
  z.object({ type: z.literal("marks"), sessionId: Id, marks: Marks }),
  z.object({ type: z.literal("receipt"), sessionId: Id, messageSeq: z.number().int(), receipt: Receipt }),
  z.object({ type: z.literal("question"), sessionId: Id, messageSeq: z.number().int(), question: Question }),
  z.object({ type: z.literal("approval"), sessionId: Id, messageSeq: z.number().int(), approval: Approval }),
  z.object({ type: z.literal("rule"), rule: Rule }),
  z.object({ type: z.literal("person"), person: Member }),
  z.object({ type: z.literal("machine"), machine: Machine }),
  z.object({ type: z.literal("machine-revoked"), machineId: Id }),
  z.object({ type: z.literal("settings"), settings: Settings }),
  z.object({
    type: z.literal("attention"),
    preferences: AttentionPreferences,
    quietUntil: Instant.nullable().meta({ description: "Until when it is quiet now" }),
  }),
  z.object({ type: z.literal("notice"), notice: PageNotice }),
  z.object({ type: z.literal("notice-withdrawn"), id: z.string() }),
]);
export type StreamChange = z.infer<typeof StreamChange>;

/** `hello` is the first frame when nothing is repeated; after `resync` the screen reads the overview again. */
export type StreamFrame =
  | { type: "hello"; seq: number }
  | { type: "resync"; seq: number }
  | (StreamChange & { seq: number });

/** What a screen says on the stream: the discussion its person looks at with the window in focus, or null. */
export const StreamWord = z.discriminatedUnion("type", [
  z.object({ type: z.literal("looking"), sessionId: Id.nullable() }),
]);
export type StreamWord = z.infer<typeof StreamWord>;

export const StreamQuery = z.object({
  since: z
    .string()
    .regex(/^\d{1,16}$/, "must be a whole number")
    .transform(Number)
    .optional(),
});
