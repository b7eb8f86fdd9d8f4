import { z } from "zod";
import { Agent } from "./agent.ts";
import { Id, Instant } from "./common.ts";
import { cleanTitle } from "./title.ts";

const MachineName = z.string().max(80).overwrite(cleanTitle).min(1, "must have at least one visible character");

export const MachineRef = z.object({ id: Id, name: z.string() });
export type MachineRef = z.infer<typeof MachineRef>;

export const Machine = MachineRef.extend({
  os: z.string().nullable(),
  isLocal: z.boolean().meta({ description: "True for the hub's own machine" }),
  joinedAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type Machine = z.infer<typeof Machine>;

export const HubRef = z.object({
  name: z.string(),
  version: z.string(),
  fingerprint: z.string().meta({ description: "SHA-256 of the hub's certificate, upper-case hex pairs with colons" }),
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

export const MeAnswer = z.object({ machine: Machine, agents: z.array(Agent), hub: HubRef });
export type MeAnswer = z.infer<typeof MeAnswer>;

export const HealthAnswer = z.object({ ok: z.literal(true), version: z.string() });
export type HealthAnswer = z.infer<typeof HealthAnswer>;

export const MachineChange = z.object({ name: MachineName.optional() });
export type MachineChange = z.infer<typeof MachineChange>;

export const JoinCode = z.object({
  code: z.string(),
  expiresAt: Instant,
  command: z.string().meta({ description: "What to run on the machine that joins" }),
  url: z.string().meta({ description: "The address that the other machine dials" }),
});
export type JoinCode = z.infer<typeof JoinCode>;

export const MachineAnswer = z.object({ machine: Machine });
export const MachineKeyAnswer = z.object({ machine: Machine, key: z.string() });
export const MachinesAnswer = z.object({ items: z.array(Machine), next: z.string().nullable() });
