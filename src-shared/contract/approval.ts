import { z } from "zod";
import { Id, Instant, PageQuery, pageOf, WaitSeconds } from "./common.ts";
import { Role } from "./role.ts";
import { CallContext, NewRule, Rule, RuleScope, RuleUntil, ToolInput, ToolName, Verdict } from "./rule.ts";

export const approvalStates = ["open", "allowed", "denied", "expired", "withdrawn"] as const;
export const ApprovalState = z.enum(approvalStates);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** How a decision came in. */
export const vias = ["page", "device", "reply", "notification", "rule", "terminal", "hub"] as const;
export const Via = z.enum(vias);
export type Via = z.infer<typeof Via>;

export const Decision = z.object({
  by: z.object({
    type: z.enum(["person", "rule", "agent", "hub"]),
    id: Id.nullable(),
    name: z.string(),
    role: Role.nullable(),
  }),
  via: Via,
  at: Instant,
  note: z.string().nullable().meta({ description: "Words for the agent" }),
  input: ToolInput.nullable().meta({ description: "The input to use instead, where a person changed it" }),
  rule: Rule.nullable(),
});
export type Decision = z.infer<typeof Decision>;

/** Four characters that name an open approval to a person. */
export const ApprovalCode = z.string().regex(/^[a-z0-9]{4}$/, "must be 4 letters and digits");

/** An agent may not go on before a person allows or denies one tool call. */
export const Approval = z.object({
  id: Id,
  code: ApprovalCode.meta({ description: "Unique among the open ones" }),
  sessionId: Id,
  messageId: Id,
  messageSeq: z.number().int().meta({ description: "The number of its message in the discussion" }),
  callId: z.string().nullable().meta({ description: "The agent's own id of the call" }),
  tool: z.string(),
  input: ToolInput,
  inputHash: z
    .string()
    .meta({ description: "Of tool and input: calls with the same one differ at most in where they are made" }),
  summary: z.string(),
  agentKind: z.string().nullable(),
  folder: z.string().nullable(),
  behind: z
    .object({ id: Id, name: z.string(), role: Role })
    .nullable()
    .meta({ description: "Whose reply the agent works on; null when it was told at its own terminal" }),
  takes: z.object({
    input: z.boolean().meta({ description: "The input may be changed before it is allowed" }),
    note: z.boolean().meta({ description: "Words of a denial reach the agent" }),
    allow: z.boolean().meta({ description: "False where the agent asks at its terminal again after it was allowed" }),
    replies: z.boolean().meta({ description: "Replies can reach the agent while this is open" }),
  }),
  verdict: Verdict,
  suggestions: z.array(NewRule).meta({ description: "Rules that would answer this call, narrowest first" }),
  state: ApprovalState,
  decision: Decision.nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  closedAt: Instant.nullable(),
});
export type Approval = z.infer<typeof Approval>;

const text = (most: number) =>
  z
    .string()
    .max(most)
    .overwrite((value) => value.toWellFormed());

export const ApprovalRequest = z.object({
  tool: ToolName,
  input: ToolInput,
  summary: text(2000).optional(),
  timeoutSeconds: z.number().int().min(1).max(86_400).optional().meta({ description: "Default: 300, a setting" }),
  suggestions: z
    .array(z.json())
    .max(50)
    .optional()
    .meta({ description: "What the agent itself proposes; kept, not used" }),
  callId: z.string().min(1).max(200).optional().meta({
    description: "The agent's own id of the call: asked again with it while it is open, the same approval comes back",
  }),
  context: CallContext.optional(),
  takes: z
    .object({ input: z.boolean(), note: z.boolean(), allow: z.boolean(), replies: z.boolean() })
    .partial()
    .optional()
    .meta({ description: "What the agent's side can do; by its kind when left out" }),
  rulesOnly: z
    .union([z.boolean(), z.literal("deny")])
    .optional()
    .meta({
      description:
        "Ask the rules and no person: without a decision none is opened. `deny`: a rule that allows decides nothing",
    }),
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;

export const ApprovalAnswer = z.object({ approval: Approval });
export type ApprovalAnswer = z.infer<typeof ApprovalAnswer>;
/** With `rulesOnly` and no rule that decides there is none. */
export const OpenedApproval = z.object({ approval: Approval.nullable() });
export type OpenedApproval = z.infer<typeof OpenedApproval>;
export const ApprovalWait = z.object({ wait: WaitSeconds });

export const ApprovalEnd = z.object({
  by: z
    .union([text(200), z.object({ name: text(200) })])
    .optional()
    .meta({ description: "Where it was answered instead, e.g. `terminal`" }),
});

export type ApprovalEnd = z.infer<typeof ApprovalEnd>;

export const ApprovalQuery = PageQuery.extend({
  state: z
    .enum([...approvalStates, "ended"])
    .optional()
    .meta({ description: "Default: open, oldest first; others newest first" }),
  session: Id.optional(),
});
export type ApprovalQuery = z.infer<typeof ApprovalQuery>;
export const ApprovalPage = pageOf(Approval);

/** A rule made of the decision. A word instead of a scope: `session`, `agent`, `machine`, `folder`, `everywhere`. */
export const Remember = z.object({
  scope: z.union([z.enum(["session", "agent", "machine", "folder", "everywhere"]), RuleScope]).optional(),
  until: RuleUntil.nullable().optional(),
  uses: z.number().int().min(1).max(1_000_000).nullable().optional(),
  rule: NewRule.pick({ tool: true, match: true, note: true })
    .partial()
    .optional()
    .meta({ description: "What it is to match; the narrowest suggestion when left out" }),
});
export type Remember = z.infer<typeof Remember>;

export const DecisionRequest = z.object({
  decision: z.enum(["allow", "deny"]),
  note: text(4000).optional(),
  input: ToolInput.optional(),
  remember: Remember.optional(),
  via: z.enum(["page", "notification"]).optional(),
});
export type DecisionRequest = z.infer<typeof DecisionRequest>;

export const ManyDecisions = z.object({
  ids: z.array(Id).min(1).max(500),
  decision: z.enum(["allow", "deny"]),
  note: text(4000).optional(),
});
export const ManyDecisionsAnswer = z.object({
  results: z.array(
    z.object({ id: Id, approval: Approval.nullable(), isDone: z.boolean(), code: z.string().nullable() }),
  ),
});
export type ManyDecisionsAnswer = z.infer<typeof ManyDecisionsAnswer>;
