import type { Effect } from "#contract/rule.ts";
import { byRule } from "../ledger/entry.ts";
import type { RuleRecord, VerdictRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import type { ToolCall } from "./call.ts";
import { isSessionOver } from "./ends.ts";
import type { Judge } from "./judge.ts";
import { aboutRule, formOf } from "./ledger.ts";
import { isOver, type Standing } from "./standing.ts";

export interface Decided {
  verdict: VerdictRecord;
  /** The rules that it stands on, with this use counted. */
  used: RuleRecord[];
}

/** The rules without which the decision would not be what it is. */
const basisOf = ({ rule, effect, parts }: VerdictRecord): Set<string> => {
  const ids = parts.flatMap((part) => (part.effect === effect && part.ruleId !== null ? [part.ruleId] : []));
  return new Set(rule === null ? ids : [rule.id, ...ids]);
};

const isSame = (a: RuleRecord, b: RuleRecord) => JSON.stringify(formOf(a)) === JSON.stringify(formOf(b));

/** The rules as this transaction sees them, where some were changed or ended since they were taken into memory. */
const renewed = async (
  tx: WriteTx,
  rules: readonly RuleRecord[],
  basis: ReadonlySet<string>,
  at: number,
): Promise<RuleRecord[] | undefined> => {
  const now: RuleRecord[] = [];
  let isOld = false;
  for (const rule of rules) {
    const fresh = basis.has(rule.id) ? await tx.rules.byId(rule.id) : rule;
    const counts =
      fresh?.endedAt === null && !isOver(fresh, at) && !(basis.has(rule.id) && (await isSessionOver(tx, fresh)));
    if (counts) now.push(fresh);
    isOld ||= !counts || !isSame(fresh, rule);
  }
  return isOld ? now : undefined;
};

const countUse = async (tx: WriteTx, id: string, at: number): Promise<RuleRecord[]> => {
  await tx.rules.use(id, at);
  const rule = await tx.rules.byId(id);
  if (rule === undefined) return [];
  if (rule.endedAt !== null) {
    await tx.ledger.append({
      ...byRule(rule),
      at,
      type: "rule-ended",
      ...aboutRule(rule, { why: "uses", used: rule.used }),
    });
  }
  return [rule];
};

/** Judges a call and counts what decided it. A rule for N uses decides N times at most, whoever asks at once. */
export const decideIn = async (
  tx: WriteTx,
  { judge, standing }: { judge: Judge; standing: Standing },
  call: ToolCall,
  { at, only }: { at: number; only: Effect | undefined },
): Promise<Decided> => {
  let rules = standing.inForce(at);
  for (;;) {
    const verdict = judge.judge(call, rules);
    const basis = basisOf(verdict);
    const fresh = await renewed(tx, rules, basis, at);
    if (fresh !== undefined) {
      rules = fresh;
      continue;
    }
    const used: RuleRecord[] = [];
    // A person is still to decide, so nothing was used up.
    const counts = verdict.effect !== "ask" && (only === undefined || verdict.effect === only);
    if (counts) for (const id of basis) used.push(...(await countUse(tx, id, at)));
    const rule = used.find(({ id }) => id === verdict.rule?.id) ?? verdict.rule;
    return { verdict: { ...verdict, rule }, used };
  }
};
