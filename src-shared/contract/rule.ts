import { z } from "zod";
import { Id, Instant } from "./common.ts";
import { Role } from "./role.ts";

/** What a rule, or all of them together, say to a call. */
export const effects = ["allow", "deny", "ask"] as const;
export const Effect = z.enum(effects);
export type Effect = z.infer<typeof Effect>;

const words = (most: number) =>
  z
    .string()
    .max(most)
    .overwrite((text) => text.toWellFormed())
    .refine((text) => text.trim() !== "", "must not be empty");

/** The input of a tool call: whatever JSON the agent's tool takes. */
export const ToolInput = z.json().meta({ id: "ToolInput", description: "Any JSON" });
export type ToolInput = z.infer<typeof ToolInput>;

/** Name of a tool as the agent has it. */
export const ToolName = words(200);

/** Which calls of the tool are meant; all of them when left out. */
export const RuleMatch = z
  .strictObject({
    command: words(4000).optional().meta({
      description:
        "Words of one simple command of a parsed shell line: `*` is any one word, a last `**` whatever follows",
    }),
    path: words(4096).optional().meta({ description: "A glob over the resolved path of a file tool" }),
    exact: words(65_536).optional().meta({ description: "The whole input text" }),
  })
  .refine((match) => Object.values(match).filter((value) => value !== undefined).length === 1, {
    message: "give one of command, path and exact",
  });
export type RuleMatch = z.infer<typeof RuleMatch>;

/** Where a rule counts; everywhere when left out. All that is named must be so. */
export const RuleScope = z.strictObject({
  agentKind: z.string().min(1).max(40).optional(),
  machineId: Id.optional(),
  folder: z.string().min(1).max(4096).optional().meta({ description: "This folder and all below it" }),
  sessionId: Id.optional(),
  role: Role.optional().meta({
    description: "Counts only when whoever is behind the call has this role or a higher one",
  }),
});
export type RuleScope = z.infer<typeof RuleScope>;

/** When a rule ends: at a time, or with its session. */
export const RuleUntil = z.union([z.literal("session"), Instant]);
export type RuleUntil = z.infer<typeof RuleUntil>;

const form = {
  effect: Effect,
  tool: ToolName.meta({ description: "Exact, or with `*` for any characters: `mcp__github__*`" }),
  match: RuleMatch.nullable(),
  scope: RuleScope.nullable(),
  until: RuleUntil.nullable(),
  uses: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .meta({ description: "How often it may decide; null: no end" }),
  note: z.string().max(500).nullable(),
};

/** A standing answer to approvals. */
export const Rule = z
  .object({
    id: Id,
    ...form,
    used: z.number().int().meta({ description: "How often it decided so far" }),
    lastUsedAt: Instant.nullable(),
    madeBy: z.object({ id: Id, name: z.string(), role: Role }),
    fromApproval: Id.nullable(),
    createdAt: Instant,
    endedAt: Instant.nullable().meta({ description: "Set once it no longer counts" }),
    endedWhy: z.enum(["time", "session", "uses", "person"]).nullable(),
  })
  .meta({ id: "Rule" });
export type Rule = z.infer<typeof Rule>;

export const NewRule = z.strictObject({
  effect: form.effect,
  tool: form.tool,
  match: form.match.optional(),
  scope: form.scope.optional(),
  until: form.until.optional(),
  uses: form.uses.optional(),
  note: form.note.optional(),
});
export type NewRule = z.infer<typeof NewRule>;

export const RuleChange = NewRule.partial();
export type RuleChange = z.infer<typeof RuleChange>;

export const RuleQuery = z.object({ ended: z.enum(["true", "false"]).optional() });

/** Whether shell lines can be parsed; where not, every one of them is asked about. */
export const ShellParser = z.object({ isLoaded: z.boolean(), name: z.string(), problem: z.string().nullable() });
export type ShellParser = z.infer<typeof ShellParser>;

export const RuleAnswer = z.object({ rule: Rule });
export const RulesAnswer = z.object({ items: z.array(Rule), next: z.string().nullable(), shellParser: ShellParser });
export type RulesAnswer = z.infer<typeof RulesAnswer>;

/** What a call may touch, read from the parsed command; help for a person, never a gate. */
export const risks = [
  "deletes",
  "leaves-folder",
  "network",
  "secrets",
  "git-push",
  "installs",
  "privilege",
  "runs-code",
] as const;
export const Risk = z.object({
  kind: z.enum(risks),
  detail: z.string().meta({ description: "The part of the call that it is about" }),
});
export type Risk = z.infer<typeof Risk>;

/** What the rules say to a call, and why. */
export const Verdict = z.object({
  effect: Effect,
  rule: Rule.nullable().meta({ description: "The most specific rule that decided" }),
  why: z.string(),
  parts: z
    .array(z.object({ text: z.string(), effect: Effect, ruleId: Id.nullable(), why: z.string() }))
    .meta({ description: "Each simple command, redirection target or path that was looked at" }),
  risks: z.array(Risk),
});
export type Verdict = z.infer<typeof Verdict>;

/** What a machine knows of a call: without it, paths are resolved by their text alone. */
export const CallContext = z.object({
  folder: z.string().max(4096).optional().meta({ description: "Working folder; the session's when left out" }),
  home: z.string().max(4096).optional(),
  platform: z.string().max(20).optional().meta({ description: "As Node's process.platform" }),
  shell: z.enum(["posix", "powershell", "cmd"]).optional(),
  isCaseSensitive: z.boolean().optional(),
  realPaths: z
    .array(z.object({ given: z.string().max(4096), real: z.string().max(4096) }))
    .max(200)
    .optional()
    .meta({ description: "Paths of the call with symbolic links resolved" }),
});
export type CallContext = z.infer<typeof CallContext>;

export const TryRequest = z.object({
  tool: ToolName,
  input: ToolInput,
  sessionId: Id.optional(),
  context: CallContext.optional(),
  rules: z.array(NewRule).max(50).optional().meta({ description: "Tried as if they were there too" }),
});
export type TryRequest = z.infer<typeof TryRequest>;

/** Rules to start from. */
export const RuleTemplate = z.object({ id: z.string(), rules: z.array(NewRule) });
export type RuleTemplate = z.infer<typeof RuleTemplate>;
export const TemplatesAnswer = z.object({ items: z.array(RuleTemplate) });

/** What rules would have decided on the last approvals. */
export const ReplayRequest = z.object({ rules: z.array(NewRule).min(1).max(50) });
export const ReplayAnswer = z.object({
  looked: z.number().int(),
  items: z.array(
    z.object({
      approvalId: Id,
      sessionTitle: z.string(),
      summary: z.string(),
      decided: z.string().meta({ description: "The state that the approval came to" }),
      effect: Effect,
      why: z.string(),
    }),
  ),
});
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;
