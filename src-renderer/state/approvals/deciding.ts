import type { Approval, DecisionRequest } from "#contract/approval.ts";

/** What became of a decision that this screen gave. */
export type Try =
  | { state: "sending"; request: DecisionRequest }
  | { state: "failed"; request: DecisionRequest; error: unknown }
  /** Another decision, or the approval's end, came first. */
  | { state: "late"; request: DecisionRequest };

export interface DecidingDeps {
  send: (approvalId: string, request: DecisionRequest) => Promise<Approval>;
  /** The approval as it is now, where a refusal carries it. */
  conflictOf: (error: unknown) => Approval | null;
  personId: () => string | null;
  /** Told of the approval as the hub has it now. */
  taken: (approval: Approval) => void;
}

export interface Deciding {
  /** The same object until it changes. */
  of(approvalId: string): Try | undefined;
  /** Decides; one at a time for each approval. True when it is the decision that counts. */
  decide(approvalId: string, request: DecisionRequest): Promise<boolean>;
  /** Says that another decision came first, where that was found out otherwise. */
  late(approvalId: string, request: DecisionRequest): void;
  subscribe(listener: () => void): () => void;
}

const mostRemembered = 600;

const states = { allow: "allowed", deny: "denied" } as const;

/** Whether the decision that counts is this person's own and the same: only its confirmation was lost. */
const isOwn = (
  { state, decision }: Approval,
  { decision: given, note, input }: DecisionRequest,
  personId: string | null,
) =>
  decision !== null &&
  decision.by.type === "person" &&
  decision.by.id === personId &&
  state === states[given] &&
  decision.note === (note ?? null) &&
  JSON.stringify(decision.input) === JSON.stringify(input ?? null);

/** Gives decisions and keeps what became of each while its card may be scrolled away. */
export const createDeciding = ({ send, conflictOf, personId, taken }: DecidingDeps): Deciding => {
  const tries = new Map<string, Try>();
  const listeners = new Set<() => void>();
  const put = (id: string, next: Try | null) => {
    tries.delete(id);
    if (next) tries.set(id, next);
    for (const oldest of tries.keys()) {
      if (tries.size <= mostRemembered) break;
      tries.delete(oldest);
    }
    for (const listener of listeners) listener();
  };

  const refused = (id: string, request: DecisionRequest, error: unknown): boolean => {
    const now = conflictOf(error);
    if (now === null) {
      put(id, { state: "failed", request, error });
      return false;
    }
    const counts = isOwn(now, request, personId());
    taken(now);
    put(id, counts ? null : { state: "late", request });
    return counts;
  };

  return {
    of: (id) => tries.get(id),
    async decide(id, request) {
      if (tries.get(id)?.state === "sending") return false;
      put(id, { state: "sending", request });
      try {
        taken(await send(id, request));
        put(id, null);
        return true;
      } catch (error) {
        return refused(id, request, error);
      }
    },
    late: (id, request) => put(id, { state: "late", request }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
