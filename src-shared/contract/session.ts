import { z } from "zod";
import { Agent, AgentClaim } from "./agent.ts";
import { AttentionLevel } from "./attention.ts";
import { Id, Instant, PageQuery } from "./common.ts";
import { MachineRef } from "./machine.ts";
import { Carrier } from "./receipt.ts";
import { Role } from "./role.ts";
import { Title } from "./title.ts";

export const sessionStates = ["working", "waiting", "blocked", "idle", "done", "failed", "closed"] as const;
export const SessionState = z.enum(sessionStates);
export type SessionState = z.infer<typeof SessionState>;

export const levels = ["info", "success", "warning", "urgent"] as const;
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

export const PlanStep = z.object({ text: z.string().min(1).max(500), done: z.boolean() });
export type PlanStep = z.infer<typeof PlanStep>;

export const Usage = z.object({
  inputTokens: z.number().int().min(0).optional(),
  outputTokens: z.number().int().min(0).optional(),
  costUsd: z.number().min(0).optional(),
});
export type Usage = z.infer<typeof Usage>;

export const Link = z.object({
  label: z.string().max(200).optional(),
  url: z.url({ protocol: /^https?$/, error: "must be an http or https address" }).max(2000),
});
export type Link = z.infer<typeof Link>;

export const Progress = z.number().min(0).max(1);

/** What the agent does right now: one line that is updated in place. */
export const Activity = z.object({
  text: z.string(),
  tool: z.string().nullable(),
  at: Instant,
  toolCalls: z.number().int().meta({ description: "Tool calls since the turn began" }),
  subagents: z.number().int().meta({ description: "Subagents that run now" }),
  masked: z.number().int().meta({ description: "Secrets masked on the agent's machine in this session so far" }),
});
export type Activity = z.infer<typeof Activity>;

/** The newest entry of a discussion, as a list shows it. */
const LastMessage = z.object({
  seq: z.number().int(),
  kind: z.enum(["post", "reply", "question", "approval"]),
  fromName: z.string(),
  preview: z.string(),
  level: Level,
  at: Instant,
});
export type LastMessage = z.infer<typeof LastMessage>;

/** A session as its agent's side sees it. */
export const Session = z.object({
  id: Id,
  type: z.literal("session"),
  title: z.string(),
  state: SessionState,
  stateNote: z.string().nullable().meta({ description: "Why it is waiting or blocked, in the agent's words" }),
  attention: z
    .enum(["waiting", "question", "approval"])
    .nullable()
    .meta({ description: "Why it needs a person, or null" }),
  activity: Activity.nullable(),
  agent: Agent,
  machine: MachineRef,
  externalId: z.string().nullable(),
  folder: z.string().nullable(),
  branch: z.string().nullable(),
  plan: z.array(PlanStep).nullable(),
  progress: Progress.nullable(),
  usage: Usage.nullable(),
  links: z.array(Link).nullable(),
  lastSeq: z.number().int().meta({ description: "Number of the newest message; messages count from 1 without gaps" }),
  lastMessage: LastMessage.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  lastHeardAt: Instant.meta({ description: "When the agent's side last gave a sign" }),
  closedAt: Instant.nullable(),
});
export type Session = z.infer<typeof Session>;

/** Whether someone on the agent's side waits for replies now, and when that was last so. */
export const Listening = z.object({
  isListening: z.boolean(),
  carrier: Carrier.nullable(),
  lastAt: Instant.nullable(),
});
export type Listening = z.infer<typeof Listening>;

/** When a reply that is sent now will reach the agent, as far as is known. */
export const reaches = ["at-once", "next-tool-call", "turn-end", "after-approval", "when-back", "never"] as const;
export const Steering = z.object({
  reach: z.enum(reaches),
  carrier: Carrier.nullable().meta({ description: "What will most likely bring it" }),
});
export type Steering = z.infer<typeof Steering>;

/** A session as every screen sees it: the agent's view and what the hub knows of steering it. */
export const WatchedSession = Session.extend({
  dueReplies: z.number().int().meta({ description: "Replies that wait to be handed over" }),
  openQuestions: z.number().int(),
  openApprovals: z.number().int(),
  listening: Listening,
  steering: Steering,
  waitForMe: z.boolean().meta({ description: "Whether the agent's hook waits for a reply at the end of a turn" }),
  quietAt: Instant.nullable().meta({
    description: "When it counts as quiet if its agent gives no other sign; null where that can't be so",
  }),
});
export type WatchedSession = z.infer<typeof WatchedSession>;

/** What one person set on a session for themselves. */
export const Marks = z.object({
  readSeq: z.number().int(),
  pinned: z.boolean(),
  muted: z.boolean(),
  snoozedUntil: Instant.nullable(),
  level: AttentionLevel.nullable().meta({ description: "What the person is told of; null: as their preferences say" }),
});
export type Marks = z.infer<typeof Marks>;

/** A session as one person sees it; `unread` is `lastSeq - readSeq`. */
export const PersonSession = WatchedSession.extend({
  ...Marks.shape,
  unread: z.number().int(),
  role: Role.meta({ description: "What the person may do in this discussion" }),
});
export type PersonSession = z.infer<typeof PersonSession>;

export const OpenSessionRequest = z.object({
  title: Title,
  agent: AgentClaim.optional(),
  folder: z.string().max(4096).optional(),
  branch: z.string().max(255).optional(),
  externalId: z.string().min(1).max(200).optional(),
});
export type OpenSessionRequest = z.infer<typeof OpenSessionRequest>;

export const OpenSessionAnswer = z.object({ session: Session, created: z.boolean(), reopened: z.boolean() });
export type OpenSessionAnswer = z.infer<typeof OpenSessionAnswer>;

export const SessionChange = z.object({
  title: Title.optional(),
  state: SessionState.optional(),
  plan: z.array(PlanStep).max(200).nullable().optional(),
  progress: Progress.nullable().optional(),
  usage: Usage.nullable().optional(),
  branch: z.string().max(255).nullable().optional(),
  links: z.array(Link).max(50).nullable().optional(),
  stateNote: z.string().max(500).nullable().optional(),
});
export type SessionChange = z.infer<typeof SessionChange>;

export const SessionQuery = PageQuery.extend({
  state: SessionState.optional(),
  agent: z.string().max(200).optional().meta({ description: "An agent's id or name" }),
  externalId: z.string().max(200).optional(),
  folder: z.string().max(4096).optional(),
});
export type SessionQuery = z.infer<typeof SessionQuery>;

export const SessionAnswer = z.object({ session: Session });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const CloseRequest = z.object({ note: z.string().max(2000).optional() });
export type CloseRequest = z.infer<typeof CloseRequest>;

export const PersonSessionQuery = PageQuery.extend({
  q: z.string().max(200).optional().meta({ description: "Words of the title" }),
  state: SessionState.optional(),
  machine: Id.optional(),
});
export type PersonSessionQuery = z.infer<typeof PersonSessionQuery>;

export const PersonSessionChange = z.object({
  title: Title.optional(),
  pinned: z.boolean().optional(),
  muted: z.boolean().optional(),
  snoozedUntil: Instant.nullable().optional(),
  level: AttentionLevel.nullable().optional(),
  state: SessionState.optional(),
  waitForMe: z.boolean().nullable().optional().meta({ description: "null: as the settings say" }),
});
export type PersonSessionChange = z.infer<typeof PersonSessionChange>;

export const PersonSessionAnswer = z.object({ session: PersonSession });
export type PersonSessionAnswer = z.infer<typeof PersonSessionAnswer>;

export const ReadRequest = z.object({ seq: z.number().int().min(0) });
export const ReadAnswer = z.object({ readSeq: z.number().int(), unread: z.number().int() });
export type ReadAnswer = z.infer<typeof ReadAnswer>;
