import type { NewRule, TryRequest } from "#contract/rule.ts";
import { roleIn, sessionOfPerson } from "../people/access.ts";
import type { Clock, Store } from "../ports.ts";
import type { ApprovalRecord, PersonCaller, RuleRecord, SessionRecord, VerdictRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { refuseBadWords } from "./check.ts";
import { draftRule } from "./make.ts";
import type { RulesService } from "./rules.ts";

export interface Replayed {
  approval: ApprovalRecord;
  session: SessionRecord;
  verdict: VerdictRecord;
}

/** What rules would say, and would have said; nothing is decided or counted by it. */
export interface RuleTrials {
  /** What the rules, with those of the request as if they were there, say to a call. Throws `not-found`, `invalid`. */
  judge(caller: PersonCaller, request: TryRequest): Promise<VerdictRecord>;
  /** What these rules alone would have said to the newest 200 approvals that the person may see. */
  replay(caller: PersonCaller, rules: readonly NewRule[]): Promise<Replayed[]>;
}

const LAST = 200;

const othersFirst = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** The call that an approval is about, as the rules see it. */
export const callOfApproval = (approval: ApprovalRecord, machineId: string): ToolCall => ({
  tool: approval.tool,
  input: approval.input,
  agentKind: approval.agentKind,
  machineId,
  folder: approval.folder,
  sessionId: approval.sessionId,
  role: approval.behind?.role ?? null,
  context: approval.context,
});

export const createRuleTrials = (parts: { store: Store; clock: Clock; rules: RulesService }): RuleTrials => {
  const { store, clock, rules } = parts;
  const drafts = (caller: PersonCaller, wanted: readonly NewRule[]): RuleRecord[] => {
    const made = wanted.map((rule, at) =>
      draftRule(rule, { id: `draft-${at + 1}`, caller, role: caller.role, at: clock() }),
    );
    refuseBadWords(made);
    return made;
  };
  return {
    async judge(caller, request) {
      const found =
        request.sessionId === undefined ? undefined : await sessionOfPerson(store.read, caller, request.sessionId);
      const session = found?.session;
      const call: ToolCall = {
        tool: request.tool,
        input: request.input,
        agentKind: session?.agent.kind ?? null,
        machineId: session?.machineId ?? "",
        folder: session?.folder ?? null,
        sessionId: session?.id ?? "",
        role: null,
        context: request.context ?? null,
      };
      return rules.judge(call, drafts(caller, request.rules ?? []));
    },
    async replay(caller, wanted) {
      const own = drafts(caller, wanted);
      const replayed: Replayed[] = [];
      const sessions = new Map<string, SessionRecord | undefined>();
      const seen = async (id: string) => {
        const isSeen = caller.role === "owner" || (await roleIn(store.read, caller, id)) !== undefined;
        return isSeen ? store.read.sessions.byId(id) : undefined;
      };
      for (const approval of await store.read.approvals.list({ order: "newest" }, { limit: LAST })) {
        const { sessionId } = approval;
        if (!sessions.has(sessionId)) sessions.set(sessionId, await seen(sessionId));
        const session = sessions.get(sessionId);
        if (session === undefined) continue;
        // Long lines take milliseconds each to read.
        await othersFirst();
        const verdict = rules.judgeBy(callOfApproval(approval, session.machineId), own);
        replayed.push({ approval, session, verdict });
      }
      return replayed;
    },
  };
};
