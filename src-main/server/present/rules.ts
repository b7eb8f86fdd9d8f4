import type { Rule, Verdict } from "#contract/rule.ts";
import type { RuleRecord, VerdictRecord } from "../../core/records.ts";
import { toInstant, toInstantOrNull } from "./instant.ts";

export const presentRule = (rule: RuleRecord): Rule => ({
  ...rule,
  until: typeof rule.until === "number" ? toInstant(rule.until) : rule.until,
  lastUsedAt: toInstantOrNull(rule.lastUsedAt),
  createdAt: toInstant(rule.createdAt),
  endedAt: toInstantOrNull(rule.endedAt),
});

export const presentVerdict = (verdict: VerdictRecord): Verdict => ({
  ...verdict,
  rule: verdict.rule && presentRule(verdict.rule),
});
