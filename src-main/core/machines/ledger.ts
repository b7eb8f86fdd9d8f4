import type { LedgerEntry, MachineRecord } from "../records.ts";

/** What the ledger says of something that was done to a machine. */
export const aboutMachine = (
  { id, name }: Pick<MachineRecord, "id" | "name">,
  details: LedgerEntry["details"] = {},
): Pick<LedgerEntry, "sessionId" | "subject" | "details"> => ({
  sessionId: null,
  subject: { type: "machine", id, name },
  details,
});

const watched = ["name", "report", "terminal", "approvals"] as const;

/** What changed, for the ledger: each part as it was and as it is. */
export const differences = (before: MachineRecord, after: MachineRecord): LedgerEntry["details"] =>
  Object.fromEntries(
    watched
      .filter((what) => before[what] !== after[what])
      .map((what) => [what, { from: before[what], to: after[what] }]),
  );
