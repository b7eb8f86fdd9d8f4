import type { Approval, ApprovalRequest } from "#contract/approval.ts";
import type { HubDouble } from "./hub-double.ts";
import { type Answer, problem, type Seen } from "./web-server.ts";

type Closed = Exclude<Approval["state"], "open">;

/** Approvals of a hub double, with a person who decides when the test says so. */
export interface ApprovalsDouble {
  /** What was asked, each approval once. */
  readonly asked: { id: string; session: string; body: ApprovalRequest }[];
  /** Ids of those that were taken back, with what was said of it. */
  readonly withdrawn: { id: string; by: unknown }[];
  /** Says what the rules say; left undefined, they say nothing. */
  rules?: ((body: ApprovalRequest) => { state: "allowed" | "denied"; note?: string } | undefined) | undefined;
  decide(id: string, state: Closed, decision?: { note?: string; input?: unknown }): void;
  /** Resolves once so many were asked. */
  until(count: number): Promise<void>;
  /** Resolves once so many calls have waited for a decision. */
  untilWaiting(count: number): Promise<void>;
}

const approvalOf = (id: string, body: ApprovalRequest): Approval =>
  ({
    id,
    code: "a3k9",
    state: "open",
    callId: body.callId ?? null,
    tool: body.tool,
    input: body.input,
    takes: { input: false, note: true, allow: true, replies: true, ...body.takes },
    decision: null,
    createdAt: "2026-01-02T03:04:05.678Z",
    expiresAt: "2026-01-02T03:09:05.678Z",
  }) as unknown as Approval;

/** The approvals themselves; `get` waits until one is closed. */
const createKept = () => {
  const known = new Map<string, Approval>();
  const waiting = new Map<string, (() => void)[]>();
  return {
    known,
    decide(id: string, state: Closed, { note, input }: { note?: string; input?: unknown } = {}) {
      const by = { type: "person", id: "p1", name: "Ann", role: "owner" };
      const decision = { by, via: "page", at: "", note: note ?? null, input: input ?? null, rule: null };
      known.set(id, { ...(known.get(id) as Approval), state, decision } as unknown as Approval);
      for (const wake of waiting.get(id) ?? []) wake();
    },
    async get(id: string): Promise<Answer> {
      if (!known.has(id)) return problem(404, "not-found");
      if (known.get(id)?.state === "open") {
        await new Promise<void>((wake) => waiting.set(id, [...(waiting.get(id) ?? []), wake]));
      }
      return { status: 200, body: { approval: known.get(id) } };
    },
  };
};

/** Lets a test wait for the growth of a list. */
const createCount = (list: readonly unknown[]) => {
  const watchers = new Set<() => void>();
  return {
    look: () => {
      for (const watcher of watchers) watcher();
    },
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const watcher = () => {
          if (list.length < count) return;
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
        watcher();
      }),
  };
};

/** Adds approvals to a hub double; what it was asked before still answers first. */
export const addApprovals = (hub: HubDouble): ApprovalsDouble => {
  const { known, decide, get } = createKept();
  const asked: ApprovalsDouble["asked"] = [];
  const withdrawn: ApprovalsDouble["withdrawn"] = [];
  const waits: string[] = [];
  const { look, until } = createCount(asked);
  const { look: lookWaiting, until: untilWaiting } = createCount(waits);
  const double: ApprovalsDouble = { asked, withdrawn, decide, until, untilWaiting };
  const keys = new Map<string, string>();
  const open = (session: string, { body: given, idempotencyKey = "" }: Seen): Answer => {
    const body = given as ApprovalRequest;
    const same =
      asked.find(({ id }) => keys.get(idempotencyKey) === id) ??
      asked.find((one) => body.callId !== undefined && one.body.callId === body.callId);
    if (same) return { status: 201, body: { approval: known.get(same.id) } };
    const id = `approval-${asked.length + 1}`;
    asked.push({ id, session, body });
    keys.set(idempotencyKey, id);
    known.set(id, approvalOf(id, body));
    const said = double.rules?.(body);
    if (said) decide(id, said.state, said);
    look();
    if (!said && body.rulesOnly) return { status: 200, body: { approval: null } };
    return { status: 201, body: { approval: known.get(id) } };
  };
  const before = hub.before;
  hub.before = (seen: Seen) => {
    const first = before?.(seen);
    if (first) return first;
    const [, , , id = "", what] = seen.path.split("/");
    if (seen.method === "POST" && what === "approvals") return open(id, seen);
    if (!seen.path.startsWith("/v1/approvals/")) return undefined;
    if (seen.method === "GET") {
      waits.push(id);
      lookWaiting();
      return get(id);
    }
    withdrawn.push({ id, by: (seen.body as { by?: unknown } | undefined)?.by });
    decide(id, "withdrawn");
    return { status: 200, body: { approval: known.get(id) } };
  };
  return double;
};
