import type { ApprovalRecord, RuleRecord } from "../records.ts";
import type { ToolCall } from "../rules/call.ts";
import type { ReadTx } from "../store.ts";
import { byARule, endIn } from "./end.ts";
import type { OpenParts } from "./parts.ts";
import { allOpen } from "./sweeps.ts";

/** The call of an approval as rules see it now. */
const callOf = async (tx: ReadTx, approval: ApprovalRecord): Promise<ToolCall | undefined> => {
  const session = await tx.sessions.byId(approval.sessionId);
  if (session === undefined) return undefined;
  const { tool, input, agentKind, folder, sessionId, behind, context } = approval;
  const { machineId } = session;
  return { tool, input, agentKind, machineId, folder, sessionId, role: behind?.role ?? null, context };
};

/** What a rule says; undefined once it has ended. */
const formOf = ({ effect, tool, match, scope, until, uses, endedAt }: RuleRecord) =>
  endedAt === null ? JSON.stringify({ effect, tool, match, scope, until, uses }) : undefined;

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));

const decideByRules = async (parts: OpenParts, id: string): Promise<void> => {
  const { store, rules, clock } = parts;
  const done = await store.write(async (tx) => {
    const now = clock();
    const approval = await tx.approvals.byId(id);
    const call = approval && (await callOf(tx, approval));
    const none = { ended: [], used: [] };
    if (call === undefined || approval?.state !== "open" || approval.expiresAt <= now) return none;
    const { verdict, used } = await rules.decide(tx, call, now);
    if (verdict.effect === "ask") return { ended: [], used };
    const ended = await endIn(tx, approval, byARule(verdict.effect, verdict.rule, now));
    return { ended: [ended.approval], used };
  });
  rules.committed(done.used);
  await parts.tellEnded(done.ended);
};

/** Has what the rules now decide decided by them, oldest first. */
const sweep = async (parts: OpenParts): Promise<void> => {
  for await (const approval of allOpen(parts.store.read)) {
    const call = await callOf(parts.store.read, approval);
    if (call !== undefined && parts.rules.judge(call).effect !== "ask") await decideByRules(parts, approval.id);
    // Judging hundreds of shell lines must not hold up everything else.
    await nextTurn();
  }
};

/** Whenever rules are made, changed or ended, looks at what is open. Gives the way to stop. */
export const followRules = (parts: OpenParts): (() => Promise<void>) => {
  const known = new Map(parts.rules.standing().map((rule) => [rule.id, formOf(rule)]));
  let running = Promise.resolve();
  let isDue = false;
  const run = () => {
    if (isDue) return;
    isDue = true;
    running = running
      .then(() => {
        isDue = false;
        return sweep(parts);
      })
      .catch((error: unknown) =>
        parts.logger.warn({ error: String(error) }, "rules could not be asked about approvals"),
      );
  };
  const unfollow = parts.changes.subscribe((change) => {
    if (change.type !== "rule") return;
    const { rule } = change;
    const form = formOf(rule);
    // A use alone changes nothing, and the end of what allows makes no other rule decide.
    if (known.get(rule.id) === form) return;
    if (form === undefined) known.delete(rule.id);
    else known.set(rule.id, form);
    if (form !== undefined || rule.effect !== "allow") run();
  });
  return async () => {
    unfollow();
    await running;
  };
};
