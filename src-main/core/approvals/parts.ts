import type { Changes } from "../changes.ts";
import type { WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import type { LedgerService } from "../ledger/ledger.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { ApprovalRecord } from "../records.ts";
import type { RulesService } from "../rules/rules.ts";
import type { SettingsService } from "../settings/settings.ts";
import type { Waiters } from "../waits/waiters.ts";

/** What approvals stand on. */
export interface ApprovalParts {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  writeOnce: WriteOnce;
  newId: NewId;
  settings: SettingsService;
  rules: RulesService;
  ledger: Pick<LedgerService, "refusals">;
}

/** The same with those who wait for an end. */
export interface OpenParts extends ApprovalParts {
  waiters: Waiters<ApprovalRecord>;
  /** Ends the waits for approvals that were ended, and tells screens. */
  tellEnded(ended: readonly ApprovalRecord[]): Promise<void>;
  /** A timer may be late after the computer slept: who asks then must not see an approval open. */
  expireIfOverdue(id: string): Promise<void>;
}
