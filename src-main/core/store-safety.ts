import type {
  ApprovalRecord,
  DeviceRecord,
  LedgerEntry,
  LedgerRecord,
  NarrowingRecord,
  PersonRecord,
  RuleRecord,
} from "./records.ts";
import type { Slice } from "./store.ts";

// The store's ports for approvals, rules, devices and the ledger.

/** Approvals are listed by creation: `before` an older one, `after` a newer one. */
export interface ApprovalCursor {
  createdAt: number;
  id: string;
}

export interface ApprovalFilter {
  /** All states when left out. */
  states?: readonly ApprovalRecord["state"][];
  sessionId?: string;
  order: "oldest" | "newest";
}

export interface ApprovalReader {
  byId(id: string): Promise<ApprovalRecord | undefined>;
  openByCode(code: string): Promise<ApprovalRecord | undefined>;
  /** The newest with this code, open or not. */
  newestByCode(code: string): Promise<ApprovalRecord | undefined>;
  openByCall(sessionId: string, callId: string): Promise<ApprovalRecord | undefined>;
  /** The open ones of a session, in the order of their messages. */
  openOf(sessionId: string): Promise<ApprovalRecord[]>;
  list(filter: ApprovalFilter, slice: Slice<ApprovalCursor>): Promise<ApprovalRecord[]>;
  /** Open ones whose time is over at `now`, the earliest first; some of them when there are many. */
  expired(now: number): Promise<ApprovalRecord[]>;
  /** Open ones whose session is closed or ended, or whose machine is revoked; some of them when there are many. */
  stranded(): Promise<ApprovalRecord[]>;
  /** When the first of the open ones runs out. */
  nextExpiry(): Promise<number | undefined>;
}

export type NewApproval = Omit<
  ApprovalRecord,
  "sessionId" | "messageSeq" | "state" | "decision" | "waitedAt" | "closedAt"
>;

/** How an approval ended. */
export interface ApprovalEnding {
  state: Exclude<ApprovalRecord["state"], "open">;
  decision: ApprovalRecord["decision"];
  at: number;
}

export interface ApprovalWriter extends ApprovalReader {
  /** Makes the message, which must be there, one that asks for approval. */
  insert(approval: NewApproval): Promise<void>;
  /** Ends it, if it is still open: one conditional update. Tells whether it was. */
  end(id: string, how: ApprovalEnding): Promise<boolean>;
  /** Keeps when the agent's side last waited. */
  waited(id: string, at: number): Promise<void>;
}

export interface RuleReader {
  byId(id: string): Promise<RuleRecord | undefined>;
  /** All that have not ended, newest first. */
  standing(): Promise<RuleRecord[]>;
  /** Ended ones, last ended first. */
  ended(limit: number): Promise<RuleRecord[]>;
}

export interface RuleWriter extends RuleReader {
  insert(rule: RuleRecord): Promise<void>;
  update(
    id: string,
    patch: Partial<
      Pick<RuleRecord, "effect" | "tool" | "match" | "scope" | "until" | "uses" | "note" | "endedAt" | "endedWhy">
    >,
  ): Promise<void>;
  /** Counts one use; the rule ends with its last one. False when it has ended already. */
  use(id: string, at: number): Promise<boolean>;
}

export interface LedgerFilter {
  types?: readonly string[];
  personId?: string;
  machineId?: string;
  sessionId?: string;
  /** From this time on. */
  since?: number;
  /** Before this time. */
  until?: number;
}

export interface LedgerReader {
  /** Newest first; `before` and `after` are numbers of entries. */
  list(filter: LedgerFilter, slice: Slice<number>): Promise<LedgerRecord[]>;
  /** In order, from after `seq` on. */
  onwards(seq: number, limit: number, filter?: LedgerFilter): Promise<LedgerRecord[]>;
  /** The last entry that retention took away, by which the chain begins; zero and an empty hash when none is. */
  base(): Promise<{ seq: number; hash: string }>;
  /** The number that was given out last, whether or not its entry is there. */
  lastSeq(): Promise<number>;
}

export interface LedgerWriter extends LedgerReader {
  /** Adds an entry at the end of the chain. */
  append(entry: LedgerEntry): Promise<LedgerRecord>;
  /** Takes away at most `limit` entries from before `at`, oldest first; tells how many. */
  prune(at: number, limit: number): Promise<number>;
}

export interface MembersReader {
  /** Everyone, those that were shut out too, in the order of their coming. */
  list(): Promise<PersonRecord[]>;
  narrowings(personId: string): Promise<NarrowingRecord[]>;
  /** When the last invitation of a person runs out; undefined when none is open at `now`. */
  invitedUntil(personId: string, now: number): Promise<number | undefined>;
}

export interface MembersWriter extends MembersReader {
  update(
    id: string,
    patch: Partial<Pick<PersonRecord, "name" | "role" | "sees" | "lastSeenAt" | "revokedAt">>,
  ): Promise<void>;
  /** Puts these in place of all that were there; those of sessions that don't exist are left out. */
  setNarrowings(personId: string, narrowings: readonly NarrowingRecord[]): Promise<void>;
  /** Removes what was not used. */
  removeTickets(personId: string): Promise<void>;
}

export interface DeviceReader {
  byId(id: string): Promise<DeviceRecord | undefined>;
  byToken(tokenHash: string): Promise<{ device: DeviceRecord; person: PersonRecord } | undefined>;
  /** All of a person, or of everyone, last used first. */
  list(personId?: string): Promise<DeviceRecord[]>;
}

export interface DeviceWriter extends DeviceReader {
  insert(device: DeviceRecord): Promise<void>;
  update(id: string, patch: Partial<Pick<DeviceRecord, "name" | "address" | "lastUsedAt">>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Those of a person; gives their ids. */
  removeOf(personId: string): Promise<string[]>;
  /** Browsers that were last used before `at`. */
  removeUnusedSince(at: number): Promise<void>;
}
