import type { ToolInput } from "#contract/rule.ts";
import type { LedgerEntry, RuleRecord } from "../records.ts";
import { nameOf } from "./words.ts";

/** What a rule says, as the ledger keeps it. */
export const formOf = ({ effect, tool, match, scope, until, uses, note }: RuleRecord) => {
  const form = { effect, tool, match, scope, until, uses, note };
  return JSON.parse(JSON.stringify(form)) as Record<string, ToolInput>;
};

/** The parts of an entry that is about a rule. */
export const aboutRule = (
  rule: RuleRecord,
  details: Record<string, ToolInput>,
): Pick<LedgerEntry, "sessionId" | "subject" | "details"> => ({
  sessionId: rule.scope?.sessionId ?? null,
  subject: { type: "rule", id: rule.id, name: nameOf(rule) },
  details,
});
