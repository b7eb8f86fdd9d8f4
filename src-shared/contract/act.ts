import { z } from "zod";
import { Id, Instant } from "./common.ts";
import { ApprovalMode, Report } from "./machine.ts";
import { MessageText } from "./message.ts";
import { DueReply } from "./reply.ts";
import { Level, PlanStep, SessionState, Usage } from "./session.ts";
import { cleanTitle } from "./title.ts";

/** What an agent's hook, or something of ours inside the agent, saw happen. */
export const actEvents = [
  "started",
  "prompted",
  "tool",
  "tool-done",
  "plan",
  "subagent-started",
  "subagent-ended",
  "waiting",
  "blocked",
  "turn-ended",
  "ended",
  "test",
] as const;
export const ActEvent = z.enum(actEvents);
export type ActEvent = z.infer<typeof ActEvent>;

const short = (most: number) => z.string().min(1).max(most);
const name = (most: number) => z.string().max(most).overwrite(cleanTitle).min(1);

/** One act of an agent. The session is found or made by the agent's own session id, so one call says everything. */
export const ActRequest = z.object({
  agent: z.object({ kind: name(40), version: name(40).optional() }),
  session: z.object({
    externalId: short(200),
    title: z.string().max(2000).optional().meta({ description: "E.g. the first prompt; cut to a title by the hub" }),
    folder: z.string().max(4096).optional(),
    branch: z.string().max(255).optional(),
  }),
  event: ActEvent,
  at: Instant.optional().meta({ description: "When it happened, for one that was kept while the hub was away" }),
  subagent: z.boolean().optional().meta({
    description: "Done by a subagent: it takes no replies, and says nothing of those that were handed over",
  }),
  activity: z.object({ text: short(300), tool: short(80).optional() }).optional(),
  stateNote: short(500).optional().meta({ description: "Why it is waiting or blocked" }),
  plan: z.array(PlanStep).max(200).optional(),
  usage: Usage.optional(),
  post: z.object({ text: MessageText, level: Level.optional() }).optional(),
  masked: z.number().int().min(0).optional().meta({ description: "Secrets that were masked before this was sent" }),
  take: z.boolean().optional().meta({ description: "Hand over what is due with the answer, by the carrier `hook`" }),
});
export type ActRequest = z.infer<typeof ActRequest>;

export const ActAnswer = z.object({
  session: z.object({ id: Id, title: z.string(), state: SessionState }).nullable(),
  report: Report,
  items: z.array(DueReply),
  stop: z.boolean(),
  interrupt: z
    .object({ id: Id, text: z.string(), from: DueReply.shape.from })
    .nullable()
    .meta({ description: "At a tool call: refuse it, with these words" }),
  waitSeconds: z.number().int().meta({ description: "At a turn's end: how long to go on asking for replies; 0: not" }),
  terminal: z.boolean().meta({ description: "Whether replies may be typed into this machine's terminals" }),
  approvals: ApprovalMode,
  denies: z.boolean().meta({
    description: "Whether a rule that denies may count on this machine: then each tool call is worth asking about",
  }),
});
export type ActAnswer = z.infer<typeof ActAnswer>;
