import type { Remember } from "#contract/approval.ts";
import type { Role } from "#contract/role.ts";
import type { NewRule, RuleChange } from "#contract/rule.ts";
import type { Changes } from "../changes.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { ApprovalRecord, PersonCaller, RuleRecord, VerdictRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import type { ToolCall } from "./call.ts";
import { createEnds } from "./ends.ts";
import { createJudge } from "./judge.ts";
import { changeRule, endRule, makeRule } from "./make.ts";
import { type Decided, decideIn } from "./decide.ts";
import { ruleOfDecision } from "./remember.ts";
import { createStanding } from "./standing.ts";
import type { ShellParser, ShellParserState } from "./shell/parser.ts";

export interface RulesService {
  readonly shellParser: ShellParserState;
  /** Those that count now, newest first. */
  standing(): RuleRecord[];
  /** Those that no longer do, last ended first; at most 500. */
  ended(): Promise<RuleRecord[]>;
  /** What the rules say to a call, with `more` as if they were there too; counts nothing. */
  judge(call: ToolCall, more?: readonly RuleRecord[]): VerdictRecord;
  /** What only these rules would say. */
  judgeBy(call: ToolCall, rules: readonly RuleRecord[]): VerdictRecord;
  /** Rules that, beside the standing ones, would allow the call; narrowest first. */
  suggest(call: ToolCall): NewRule[];
  /**
   * Judges inside a transaction and counts one use of each rule that the decision stands on. Call it before the session is
   * changed, and `committed` with `used` once the transaction is on disk. `only`: another effect counts for nothing.
   */
  decide(tx: WriteTx, call: ToolCall, at: number, only?: "deny"): Promise<Decided>;
  /** Makes a rule. Throws `invalid` for one that can't be, `forbidden` for one that the person may not make. */
  make(caller: PersonCaller, request: NewRule, once?: Once): Promise<RuleRecord>;
  change(caller: PersonCaller, id: string, change: RuleChange): Promise<RuleRecord>;
  /** Ends a rule at once. One that had ended already comes back as it is. */
  end(caller: PersonCaller, id: string): Promise<RuleRecord>;
  /**
   * Makes the rule that a decision is remembered by, in the decision's own transaction; `role` is the person's in that
   * discussion. Call `committed` with it once the transaction is on disk.
   */
  makeFromApproval(
    tx: WriteTx,
    approval: ApprovalRecord,
    remember: Remember,
    by: { caller: PersonCaller; role: Role; effect: "allow" | "deny" },
  ): Promise<RuleRecord>;
  /** Takes over what others' transactions wrote, and tells screens. */
  committed(rules: readonly RuleRecord[]): void;
  /** Whether a rule may deny a call on this machine. */
  mayDeny(machineId: string): boolean;
  close(): Promise<void>;
}

export interface RuleParts {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  writeOnce: WriteOnce;
  newId: NewId;
  shellParser: ShellParser;
}

const MOST_ENDED = 500;

/** Rules and their ends. Ends at once what ran out while the hub was off. */
export const createRules = async (parts: RuleParts): Promise<RulesService> => {
  const { store, clock, shellParser } = parts;
  const judge = createJudge({ shellParser });
  const standing = createStanding(await store.read.rules.standing(), () => ends.soon());
  const committed = (rules: readonly RuleRecord[]) => {
    for (const rule of rules) standing.set(rule);
    for (const rule of rules) if (rule.endedAt === null) ends.watch(rule);
    parts.changes.publish(...rules.map((rule) => ({ type: "rule" as const, rule })));
  };
  const ends = createEnds({ ...parts, standing, committed });
  await ends.sweep();
  const now = () => standing.inForce(clock());
  const tell = (rule: RuleRecord) => {
    committed([rule]);
    return rule;
  };
  return {
    get shellParser() {
      return shellParser.state;
    },
    standing: now,
    ended: () => store.read.rules.ended(MOST_ENDED),
    judge: (call, more = []) => judge.judge(call, [...more, ...now()]),
    judgeBy: judge.judge,
    suggest: (call) => judge.suggest(call, now()),
    decide: (tx, call, at, only) => decideIn(tx, { judge, standing }, call, { at, only }),
    async make(caller, request, once) {
      const { value, isReplay } = await parts.writeOnce(once, (tx) => makeRule(tx, parts, caller, request));
      return isReplay ? value : tell(value);
    },
    change: async (caller, id, change) =>
      tell(await store.write((tx) => changeRule(tx, parts, caller, { id, change }))),
    async end(caller, id) {
      const { rule, isDone } = await store.write((tx) => endRule(tx, parts, caller, id));
      if (isDone) return tell(rule);
      standing.set(rule);
      return rule;
    },
    makeFromApproval: (tx, approval, remember, by) => ruleOfDecision(tx, parts, { approval, remember, ...by }),
    committed,
    mayDeny: (machineId) =>
      now().some(({ effect, scope }) => effect === "deny" && (scope?.machineId ?? machineId) === machineId),
    close: ends.close,
  };
};
