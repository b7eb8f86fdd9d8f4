import { z } from "zod";
import { Id, Instant, PageQuery, pageOf } from "./common.ts";
import { Role } from "./role.ts";

/** What the ledger keeps: every decision and every event that matters for safety. */
export const auditTypes = [
  "machine-joined",
  "join-code-made",
  "join-refused",
  "machine-changed",
  "key-made",
  "key-rotated",
  "key-revoked",
  "key-refused",
  "signed-in",
  "signed-out",
  "sign-in-refused",
  "person-invited",
  "person-changed",
  "person-revoked",
  "device-added",
  "device-revoked",
  "approval-opened",
  "approval-allowed",
  "approval-denied",
  "approval-expired",
  "approval-withdrawn",
  "decision-refused",
  "question-answered",
  "rule-made",
  "rule-changed",
  "rule-ended",
  "settings-changed",
  "session-deleted",
  "ledger-pruned",
  "ledger-exported",
] as const;
export const AuditType = z.enum(auditTypes);
export type AuditType = z.infer<typeof AuditType>;

export const AuditEntry = z.object({
  seq: z.number().int(),
  at: Instant,
  type: AuditType,
  by: z.object({
    type: z.enum(["person", "machine", "rule", "hub", "unknown"]),
    id: Id.nullable(),
    name: z.string(),
    role: Role.nullable(),
  }),
  device: z.object({ id: Id, name: z.string() }).nullable(),
  address: z.string().nullable().meta({ description: "Network address that the call came from" }),
  sessionId: Id.nullable(),
  subject: z.object({ type: z.string(), id: z.string(), name: z.string() }).nullable(),
  details: z.record(z.string(), z.json()),
  hash: z.string().meta({ description: "SHA-256 over this entry and the hash before it, hex" }),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = PageQuery.extend({
  type: z.string().max(400).optional().meta({ description: "One or several, with commas between" }),
  person: Id.optional(),
  machine: Id.optional(),
  session: Id.optional(),
  since: Instant.optional(),
  until: Instant.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
export const AuditPage = pageOf(AuditEntry);

export const AuditCheckQuery = z.object({
  head: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits")
    .optional()
    .meta({ description: "A `head` of an earlier look, to find out whether it is still in the chain" }),
});

/** What a look through the whole chain found. */
export const AuditCheck = z.object({
  ok: z.boolean(),
  entries: z.number().int(),
  first: z.number().int().nullable(),
  last: z.number().int().nullable(),
  head: z
    .string()
    .nullable()
    .meta({ description: "Hash of the last entry: kept elsewhere, it shows later that nothing was cut off" }),
  broken: z.object({ seq: z.number().int(), why: z.string() }).nullable(),
  hasHead: z.boolean().optional().meta({ description: "Whether the hash that was asked for is one of the chain" }),
});
export type AuditCheck = z.infer<typeof AuditCheck>;
