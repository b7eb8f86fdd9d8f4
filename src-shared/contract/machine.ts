import { z } from "zod";
import { Agent } from "./agent.ts";
import { Id, Instant } from "./common.ts";
import { cleanTitle } from "./title.ts";

const MachineName = z.string().max(80).overwrite(cleanTitle).min(1, "must have at least one visible character");

export const MachineRef = z.object({ id: Id, name: z.string() });
export type MachineRef = z.infer<typeof MachineRef>;

/** How much of its agents' doings a machine tells the hub. */
export const reports = ["states", "messages", "tools"] as const;
export const Report = z.enum(reports).meta({
  description: "states: only states; messages: and last messages; tools: and tool calls",
});
export type Report = z.infer<typeof Report>;

/**
 * Whether agents of a machine ask for approvals from afar: not at all; only where the person at the terminal can answer
 * as well; or also where the terminal has to wait meanwhile.
 */
export const approvalModes = ["off", "beside", "hold"] as const;
export const ApprovalMode = z.enum(approvalModes);
export type ApprovalMode = z.infer<typeof ApprovalMode>;

/** One finding of `muster doctor`. */
export const Finding = z.object({
  agent: z.string().max(40).nullable().meta({ description: "The kind of agent that it is about, or null" }),
  check: z.string().min(1).max(60),
  status: z.enum(["good", "warning", "bad", "unknown"]),
  text: z.string().max(1000),
  fix: z.string().max(1000).nullable().meta({ description: "The one command that mends it" }),
});
export type Finding = z.infer<typeof Finding>;

/** What the machine found out about itself. */
export const DoctorReport = z.object({ at: Instant, version: z.string().max(40), findings: z.array(Finding).max(200) });
export type DoctorReport = z.infer<typeof DoctorReport>;

/** When an agent's hooks last told the hub something. */
export const LastAct = z.object({ kind: z.string(), version: z.string().nullable(), event: z.string(), at: Instant });
export type LastAct = z.infer<typeof LastAct>;

export const Machine = MachineRef.extend({
  os: z.string().nullable(),
  isLocal: z.boolean().meta({ description: "True for the hub's own machine" }),
  joinedAt: Instant,
  lastUsedAt: Instant.nullable(),
  report: Report,
  terminal: z.boolean().meta({ description: "Whether replies may be typed into its terminals (tmux)" }),
  doctor: DoctorReport.nullable(),
  approvals: ApprovalMode,
});
export type Machine = z.infer<typeof Machine>;

export const HubRef = z.object({
  name: z.string(),
  version: z.string(),
  fingerprint: z.string().meta({ description: "SHA-256 of the hub's certificate, upper-case hex pairs with colons" }),
  publicKeyPin: z.string().meta({ description: "SHA-256 of its public key, as curl's --pinnedpubkey takes it" }),
});
export type HubRef = z.infer<typeof HubRef>;

/** Join codes are typed by people: case and dashes don't matter. */
export const JoinRequest = z.object({
  code: z
    .string()
    .max(20)
    .overwrite((code) => code.replace(/[\s-]/g, "").toUpperCase())
    .regex(/^[A-Z0-9]{8}$/, "must be 8 letters and digits"),
  machine: z.object({ name: MachineName, os: z.string().max(80).optional() }),
});
export type JoinRequest = z.infer<typeof JoinRequest>;

export const JoinAnswer = z.object({
  key: z.string().meta({ description: "The machine's key, shown this once" }),
  machine: Machine,
  hub: HubRef,
});
export type JoinAnswer = z.infer<typeof JoinAnswer>;

export const MeAnswer = z.object({ machine: Machine, agents: z.array(Agent), hub: HubRef, lastActs: z.array(LastAct) });
export type MeAnswer = z.infer<typeof MeAnswer>;

export const HealthAnswer = z.object({ ok: z.literal(true), version: z.string() });
export type HealthAnswer = z.infer<typeof HealthAnswer>;

export const MeChange = z.object({ doctor: DoctorReport.omit({ at: true }) });
export type MeChange = z.infer<typeof MeChange>;

export const MachineChange = z.object({
  name: MachineName.optional(),
  report: Report.optional(),
  terminal: z.boolean().optional(),
  approvals: ApprovalMode.optional(),
});
export type MachineChange = z.infer<typeof MachineChange>;

export const JoinCode = z.object({
  code: z.string(),
  expiresAt: Instant,
  command: z.string().meta({ description: "What to run on the machine that joins" }),
  url: z.string().meta({ description: "The address that the other machine dials" }),
  install: z
    .object({ sh: z.string(), powershell: z.string() })
    .meta({ description: "What to run instead on a machine that has neither Node nor the command line" }),
});
export type JoinCode = z.infer<typeof JoinCode>;

export const MachineAnswer = z.object({ machine: Machine });
export const MachineKeyAnswer = z.object({ machine: Machine, key: z.string() });
export const MachinesAnswer = z.object({ items: z.array(Machine), next: z.string().nullable() });
