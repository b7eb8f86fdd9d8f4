import type { MemberChange } from "#contract/people.ts";
import type { Role } from "#contract/role.ts";
import { HubError } from "../errors.ts";
import type { LedgerEntry, MemberRecord, NarrowingRecord } from "../records.ts";

type Access = Pick<MemberRecord, "sees" | "narrowings">;

/** An owner sees and may do everything: what narrows them would only mislead. */
export const refuseNarrowedOwner = (role: Role, { sees, narrowings }: Partial<Access>): void => {
  if (role !== "owner") return;
  const path = sees === "named" ? "sees" : "narrowings";
  if (sees !== "named" && (narrowings ?? []).length === 0) return;
  const message = "an owner sees and may do everything";
  throw new HubError("invalid", `${path}: ${message}`, { issues: [{ path, message }] });
};

/** What a person is to be. Who becomes an owner is no longer narrowed. */
export const changeOf = (
  before: MemberRecord,
  { name = before.name, role = before.role, sees, narrowings }: MemberChange,
): Access & Pick<MemberRecord, "name" | "role"> => {
  refuseNarrowedOwner(role, { ...(sees && { sees }), ...(narrowings && { narrowings }) });
  if (role === "owner") return { name, role, sees: "all", narrowings: [] };
  return { name, role, sees: sees ?? before.sees, narrowings: narrowings ?? before.narrowings };
};

const sorted = (narrowings: readonly NarrowingRecord[]) =>
  narrowings.toSorted((a, b) => (a.sessionId < b.sessionId ? -1 : 1));

/** What changed, for the ledger: each part as it was and as it is. */
export const differences = (before: MemberRecord, after: MemberRecord): LedgerEntry["details"] => {
  const details: LedgerEntry["details"] = {};
  for (const what of ["name", "role", "sees"] as const) {
    if (before[what] !== after[what]) details[what] = { from: before[what], to: after[what] };
  }
  const [from, to] = [sorted(before.narrowings), sorted(after.narrowings)];
  if (JSON.stringify(from) !== JSON.stringify(to)) details["narrowings"] = { from, to };
  return details;
};
