import type { AttentionPreferences } from "#contract/attention.ts";
import type { Settings } from "#contract/settings.ts";
import type { SessionState } from "#contract/session.ts";
import type { Logger } from "./ports.ts";
import type {
  ApprovalRecord,
  MachineRecord,
  MarksRecord,
  MemberRecord,
  MessageRecord,
  QuestionRecord,
  ReceiptRecord,
  RuleRecord,
  SessionRecord,
} from "./records.ts";

/** Something that is on disk now and that others may want to know. */
export type Change =
  | { type: "message"; message: MessageRecord; session: SessionRecord; stateBefore: SessionState }
  /** `isByPerson`: what a person set, and so knows. */
  | { type: "session"; session: SessionRecord; stateBefore: SessionState | null; isByPerson?: boolean }
  | { type: "session-deleted"; sessionId: string }
  | { type: "marks"; personId: string; sessionId: string; marks: MarksRecord }
  | { type: "receipt"; receipt: ReceiptRecord }
  | { type: "question"; question: QuestionRecord; session: SessionRecord }
  | { type: "approval"; approval: ApprovalRecord; session: SessionRecord }
  | { type: "rule"; rule: RuleRecord }
  /** `isAccessChanged`: they may see or do more or less than before. */
  | { type: "person"; member: MemberRecord; isAccessChanged: boolean }
  /** Browsers that were signed out and keys that were revoked. */
  | { type: "devices-ended"; deviceIds: readonly string[] }
  | { type: "machine"; machine: MachineRecord }
  | { type: "machine-revoked"; machineId: string }
  /** A session that works gave no sign for longer than is usual for it; once after each sign. */
  | { type: "stalled"; session: SessionRecord }
  | { type: "settings"; settings: Settings }
  /** How a person is notified, and until when it is quiet for them now. */
  | { type: "attention"; personId: string; preferences: AttentionPreferences; quietUntil: number | null };

export interface Changes {
  /** Tells every subscriber in the next turn of the event loop, so that whoever waits for an answer has it first. */
  publish(...changes: Change[]): void;
  subscribe(listener: (change: Change) => void): () => void;
  /** Tells what is still to be told, at once. */
  flush(): void;
}

export const createChanges = (logger: Logger): Changes => {
  const listeners = new Set<(change: Change) => void>();
  let waiting: Change[] = [];

  const tell = (listener: (change: Change) => void, change: Change) => {
    try {
      listener(change);
    } catch (error) {
      logger.error({ error: String(error), change: change.type }, "a subscriber failed");
    }
  };

  const flush = () => {
    const batch = waiting;
    waiting = [];
    for (const change of batch) for (const listener of listeners) tell(listener, change);
  };

  return {
    publish(...changes) {
      if (waiting.length === 0 && changes.length > 0) setImmediate(flush);
      waiting.push(...changes);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
  };
};
