import type { Role } from "#contract/role.ts";
import type { NewRule, RuleChange } from "#contract/rule.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import { byPerson } from "../ledger/entry.ts";
import { sessionOfPerson } from "../people/access.ts";
import type { Clock } from "../ports.ts";
import type { PersonCaller, RuleRecord } from "../records.ts";
import type { ReadTx, WriteTx } from "../store.ts";
import { refuseBadRule } from "./check.ts";
import { aboutRule, formOf } from "./ledger.ts";
import { isOver } from "./standing.ts";

interface Parts {
  clock: Clock;
  newId: NewId;
}

type Form = Pick<RuleRecord, "effect" | "tool" | "match" | "scope" | "until" | "uses" | "note">;

const timeOf = (until: NewRule["until"]): RuleRecord["until"] =>
  until === null || until === undefined || until === "session" ? (until ?? null) : Date.parse(until);

const formFrom = ({ effect, tool, match, scope, until, uses, note }: NewRule): Form => ({
  effect,
  tool,
  match: match ?? null,
  // A scope that names nothing is none.
  scope: scope && Object.values(scope).some((value) => value !== undefined) ? scope : null,
  until: timeOf(until),
  uses: uses ?? null,
  note: note ?? null,
});

/** Refuses what this role may not make: a rule beyond one discussion is an owner's. */
const refuseForRole = (role: Role, { scope, until }: Pick<Form, "scope" | "until">) => {
  if (role === "owner") return;
  if (role === "viewer") throw new HubError("forbidden", "A viewer can't make, change or end rules.");
  if (scope?.sessionId === undefined || until !== "session") {
    throw new HubError(
      "forbidden",
      "An operator's rules are for one session and end with it. Ask an owner for others.",
    );
  }
};

/** The role that counts for a rule as of this transaction: the one in its session, where it has one. */
const roleFor = async (tx: ReadTx, caller: PersonCaller, { scope }: Pick<Form, "scope">): Promise<Role> => {
  const now = await tx.people.byId(caller.id);
  if (now === undefined || now.revokedAt !== null) throw new HubError("unauthorized", "Sign in first.");
  if (now.role !== "operator" || scope?.sessionId === undefined) return now.role;
  return (await sessionOfPerson(tx, caller, scope.sessionId)).role;
};

/** A rule that was never used, unchecked. */
export const draftRule = (
  request: NewRule,
  { id, caller, role, at }: { id: string; caller: PersonCaller; role: Role; at: number },
): RuleRecord => ({
  id,
  ...formFrom(request),
  used: 0,
  lastUsedAt: null,
  madeBy: { id: caller.id, name: caller.name, role },
  fromApproval: null,
  createdAt: at,
  endedAt: null,
  endedWhy: null,
});

export const insertRule = async (
  tx: WriteTx,
  { clock, newId }: Parts,
  caller: PersonCaller,
  { role, fromApproval, ...request }: NewRule & { role: Role; fromApproval: string | null },
): Promise<RuleRecord> => {
  const at = clock();
  const rule = { ...draftRule(request, { id: newId(), caller, role, at }), fromApproval };
  // A decision in one discussion may be remembered for another, where the person may do less.
  refuseForRole(await roleFor(tx, caller, rule), rule);
  await refuseBadRule(tx, rule, at);
  await tx.rules.insert(rule);
  const details = fromApproval === null ? formOf(rule) : { ...formOf(rule), fromApproval };
  await tx.ledger.append({ ...byPerson(caller), at, type: "rule-made", ...aboutRule(rule, details) });
  return rule;
};

export const makeRule = async (
  tx: WriteTx,
  parts: Parts,
  caller: PersonCaller,
  request: NewRule,
): Promise<RuleRecord> => {
  const role = await roleFor(tx, caller, { scope: request.scope ?? null });
  return insertRule(tx, parts, caller, { ...request, role, fromApproval: null });
};

/** The rule, for someone who may change or end it: an operator only what they made themselves. */
const ruleFor = async (tx: ReadTx, caller: PersonCaller, id: string): Promise<{ rule: RuleRecord; role: Role }> => {
  if (caller.role === "viewer") refuseForRole("viewer", { scope: null, until: null });
  const rule = await tx.rules.byId(id);
  if (rule === undefined) throw new HubError("not-found", "There is no rule with this id.");
  const role = await roleFor(tx, caller, rule);
  refuseForRole(role, rule);
  if (role !== "owner" && rule.madeBy.id !== caller.id) {
    throw new HubError("forbidden", "An operator can change and end only rules of their own.");
  }
  return { rule, role };
};

const changed = <T>(wanted: T | undefined, before: T): T => (wanted === undefined ? before : wanted);

export const changeRule = async (
  tx: WriteTx,
  { clock }: Parts,
  caller: PersonCaller,
  { id, change }: { id: string; change: RuleChange },
): Promise<RuleRecord> => {
  const { rule } = await ruleFor(tx, caller, id);
  const at = clock();
  if (rule.endedAt !== null || isOver(rule, at)) {
    throw new HubError("conflict", "This rule has ended. Make a new one.");
  }
  const form: Form = {
    effect: change.effect ?? rule.effect,
    tool: change.tool ?? rule.tool,
    match: changed(change.match, rule.match),
    scope: changed(change.scope, rule.scope),
    until: change.until === undefined ? rule.until : timeOf(change.until),
    uses: changed(change.uses, rule.uses),
    note: changed(change.note, rule.note),
  };
  refuseForRole(await roleFor(tx, caller, form), form);
  await refuseBadRule(tx, { ...form, used: rule.used }, at);
  await tx.rules.update(id, form);
  const after = { ...rule, ...form };
  const details = { before: formOf(rule), after: formOf(after) };
  await tx.ledger.append({ ...byPerson(caller), at, type: "rule-changed", ...aboutRule(after, details) });
  return after;
};

export const endRule = async (
  tx: WriteTx,
  { clock }: Parts,
  caller: PersonCaller,
  id: string,
): Promise<{ rule: RuleRecord; isDone: boolean }> => {
  const { rule } = await ruleFor(tx, caller, id);
  if (rule.endedAt !== null) return { rule, isDone: false };
  const at = clock();
  await tx.rules.update(id, { endedAt: at, endedWhy: "person" });
  const after: RuleRecord = { ...rule, endedAt: at, endedWhy: "person" };
  const details = { why: "person", used: rule.used };
  await tx.ledger.append({ ...byPerson(caller), at, type: "rule-ended", ...aboutRule(after, details) });
  return { rule: after, isDone: true };
};
