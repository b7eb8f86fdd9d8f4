import type { AuditEntry } from "#contract/audit.ts";
import type { LedgerRecord } from "../../core/records.ts";
import { toInstant } from "./instant.ts";

export const presentEntry = (entry: LedgerRecord): AuditEntry => ({ ...entry, at: toInstant(entry.at) });
