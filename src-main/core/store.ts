import type { Carrier } from "#contract/receipt.ts";
import type { SessionState } from "#contract/session.ts";
import type {
  AgentRecord,
  AttachmentRecord,
  IdempotencyRecord,
  JoinCodeRecord,
  LastActRecord,
  MachineRecord,
  MarksRecord,
  MessageRecord,
  PersonRecord,
  QuestionRecord,
  ReceiptRecord,
  SessionRecord,
  TicketRecord,
} from "./records.ts";
import type {
  EscalationReader,
  EscalationWriter,
  NoticeReader,
  NoticeWriter,
  PreferencesReader,
  PreferencesWriter,
} from "./store-attention.ts";
import type {
  ApprovalReader,
  ApprovalWriter,
  DeviceReader,
  DeviceWriter,
  LedgerReader,
  LedgerWriter,
  MembersReader,
  MembersWriter,
  RuleReader,
  RuleWriter,
} from "./store-safety.ts";

// The port to what keeps the hub's data. Asynchronous and in the domain's words, so that another database can stand
// behind it. A reader sees only what is committed; inside `write` the transaction sees its own changes.

/** Where a page of a list starts and how long it is; `before` and `after` exclude the one named. */
export interface Slice<C> {
  before?: C;
  after?: C;
  limit: number;
}

export interface SessionFilter {
  machineId?: string;
  state?: SessionState;
  /** Without a state asked for: whether closed ones are listed. */
  includeClosed?: boolean;
  /** Id or name of the agent. */
  agent?: string;
  folder?: string;
  externalId?: string;
  /** Words that the title must contain, in any case. */
  titleWords?: string[];
  /** Only those that this person may see. */
  visibleTo?: string;
}

/** Sessions are listed by last activity, newest first. */
export interface SessionCursor {
  updatedAt: number;
  id: string;
}

export interface SessionReader {
  byId(id: string): Promise<SessionRecord | undefined>;
  byTitle(machineId: string, titleKey: string): Promise<SessionRecord | undefined>;
  byExternalId(machineId: string, externalId: string): Promise<SessionRecord | undefined>;
  /** At most `limit` sessions, last active first. */
  list(filter: SessionFilter, slice: Slice<SessionCursor>): Promise<SessionRecord[]>;
  /** All that are not closed, last active first. */
  all(): Promise<SessionRecord[]>;
}

export type SessionPatch = Partial<
  Pick<
    SessionRecord,
    | "title"
    | "titleKey"
    | "externalId"
    | "state"
    | "stateNote"
    | "activity"
    | "turn"
    | "waitForMe"
    | "folder"
    | "branch"
    | "plan"
    | "progress"
    | "usage"
    | "links"
    | "updatedAt"
    | "lastHeardAt"
    | "lastAskedAt"
    | "closedAt"
    | "behind"
    | "habit"
  > & { agentId: string }
>;

export type NewSession = Pick<
  SessionRecord,
  "id" | "machineId" | "title" | "titleKey" | "externalId" | "state" | "folder" | "branch" | "createdAt"
> & { agentId: string };

export interface SessionWriter extends SessionReader {
  insert(session: NewSession): Promise<void>;
  update(id: string, patch: SessionPatch): Promise<void>;
  /** With all its messages, receipts and marks. */
  remove(id: string): Promise<void>;
}

export interface MessageReader {
  byId(id: string): Promise<MessageRecord | undefined>;
  /** A page of one discussion in ascending order: the newest ones, those `before`, or those `after`. */
  page(sessionId: string, slice: Slice<number>): Promise<MessageRecord[]>;
  /** By their place in the order of all messages; what no longer exists is left out. */
  byGlobalSeqs(globalSeqs: number[]): Promise<MessageRecord[]>;
  newestGlobalSeq(): Promise<number>;
  /** The id given out last, of whatever kind, so that new ones sort after it even when the clock was set back. */
  newestId(): Promise<string | undefined>;
}

export type NewMessage = Omit<
  MessageRecord,
  "globalSeq" | "seq" | "receipt" | "question" | "approval" | "attachments"
> & {
  attachments?: MessageRecord["attachments"];
};

export interface MessageWriter extends MessageReader {
  /**
   * Adds the message with the next number of its discussion and keeps the session's `lastSeq`, `lastMessage` and
   * `updatedAt` true. `patch` changes the session in the same step, cheaper than an update of its own.
   */
  append(message: NewMessage, patch?: SessionPatch): Promise<MessageRecord>;
}

/** How long a reply that was handed over is kept from others, in milliseconds. */
export interface LeaseTimes {
  leaseMs: number;
  /** For carriers whose agent says by its next act that it took the reply up; a model may think for long. */
  actLeaseMs: number;
}

export interface ReceiptReader {
  byMessage(messageId: string): Promise<ReceiptRecord | undefined>;
  /**
   * Replies of the session that may be handed over now: queued ones, and handed ones whose lease is over at `now`, or
   * whose `at` lies after it (the clock was set back), in order.
   */
  due(sessionId: string, at: LeaseTimes & { now: number }): Promise<MessageRecord[]>;
  /** When the first lease of the session is over; undefined when nothing is handed over. */
  endOfLease(sessionId: string, times: LeaseTimes): Promise<number | undefined>;
  /** Ids of the replies of the session that are handed over, whose agent's next act says that it took them up. */
  provenByActs(sessionId: string): Promise<string[]>;
  /** A person's replies that are queued, or handed over and not acknowledged. */
  openBy(personId: string): Promise<ReceiptRecord[]>;
}

export interface ReceiptWriter extends ReceiptReader {
  insert(receipt: ReceiptRecord): Promise<void>;
  /** Moves receipts on; `carrier` and `note` stay as they were when left out. */
  move(
    messageIds: string[],
    to: { state: ReceiptRecord["state"]; at: number; carrier?: Carrier | null; note?: string | null },
  ): Promise<ReceiptRecord[]>;
}

/** Who asks for a file. */
export type FileUser = { machineId: string } | { personId: string };

export interface AttachmentReader {
  /** Those of the ids that exist, in no order. */
  byIds(ids: readonly string[]): Promise<AttachmentRecord[]>;
  /** The file, if it is in a discussion that the one who asks may see, or was uploaded by them and is in none yet. */
  forUser(id: string, user: FileUser): Promise<AttachmentRecord | undefined>;
  /** Whether any file has these bytes. */
  isUsed(sha256: string): Promise<boolean>;
}

export interface AttachmentWriter extends AttachmentReader {
  insert(attachment: AttachmentRecord): Promise<void>;
  /** Makes the message take the files along. */
  bind(messageId: string, ids: readonly string[]): Promise<void>;
  /** Removes at most `limit` files uploaded before `at` that no message took along; gives the SHA-256 of each. */
  removeUnused(at: number, limit: number): Promise<string[]>;
  /** Removes the files that only this session has; gives the SHA-256 of each. */
  removeOfSession(sessionId: string): Promise<string[]>;
}

export interface QuestionReader {
  byId(id: string): Promise<QuestionRecord | undefined>;
  /** The open ones of a session, in the order of their messages. */
  openOf(sessionId: string): Promise<QuestionRecord[]>;
  /** Open ones whose time is over at `now`, the earliest first; some of them when there are many. */
  expired(now: number): Promise<QuestionRecord[]>;
  /** Open ones whose session is closed or whose machine is revoked; some of them when there are many. */
  stranded(): Promise<QuestionRecord[]>;
  /** When the first of the open ones runs out. */
  nextExpiry(): Promise<number | undefined>;
}

/** How a question ended. */
export interface QuestionEnd {
  state: Exclude<QuestionRecord["state"], "open">;
  answer: QuestionRecord["answer"];
  at: number;
}

export interface QuestionWriter extends QuestionReader {
  /** Makes the message, which must be there, one that asks. */
  insert(question: Pick<QuestionRecord, "id" | "messageId" | "options" | "free" | "expiresAt">): Promise<void>;
  /** Ends it, if it is still open; tells whether it was. */
  end(id: string, how: QuestionEnd): Promise<boolean>;
}

export interface LastActReader {
  list(machineId: string): Promise<LastActRecord[]>;
}

export interface LastActWriter extends LastActReader {
  /** Keeps the newest act of this kind of agent on the machine. */
  set(machineId: string, act: LastActRecord): Promise<void>;
}

export interface MachineReader {
  byId(id: string): Promise<MachineRecord | undefined>;
  /** Those that are not revoked, oldest first. */
  list(): Promise<MachineRecord[]>;
  local(): Promise<MachineRecord | undefined>;
}

export interface MachineWriter extends MachineReader {
  insert(machine: MachineRecord): Promise<void>;
  update(
    id: string,
    patch: Partial<
      Pick<
        MachineRecord,
        "name" | "os" | "keyHash" | "lastUsedAt" | "revokedAt" | "report" | "terminal" | "doctor" | "approvals"
      >
    >,
  ): Promise<void>;
}

export interface AgentReader {
  byId(id: string): Promise<AgentRecord | undefined>;
  byName(machineId: string, name: string): Promise<AgentRecord | undefined>;
  /** The agent whose name the hub chose for this machine, kind and folder. */
  byPlace(machineId: string, kind: string | null, folder: string | null): Promise<AgentRecord | undefined>;
  list(machineId: string): Promise<AgentRecord[]>;
}

export interface AgentWriter extends AgentReader {
  insert(agent: AgentRecord): Promise<void>;
  update(id: string, patch: Partial<Pick<AgentRecord, "kind" | "version">>): Promise<void>;
}

export interface PeopleReader extends MembersReader {
  byId(id: string): Promise<PersonRecord | undefined>;
  owner(): Promise<PersonRecord | undefined>;
  marks(personId: string, sessionId: string): Promise<MarksRecord | undefined>;
  allMarks(personId: string): Promise<Map<string, MarksRecord>>;
  ticket(ticketHash: string): Promise<TicketRecord | undefined>;
}

export interface PeopleWriter extends PeopleReader, MembersWriter {
  insert(person: PersonRecord): Promise<void>;
  setMarks(personId: string, sessionId: string, marks: MarksRecord): Promise<void>;
  insertTicket(ticket: TicketRecord): Promise<void>;
  useTicket(ticketHash: string, at: number): Promise<void>;
  /** Tickets that ended before `at`. */
  removeExpired(at: number): Promise<void>;
}

export interface JoinCodeReader {
  byPrefix(prefix: string): Promise<JoinCodeRecord | undefined>;
}

export interface JoinCodeWriter extends JoinCodeReader {
  insert(code: JoinCodeRecord): Promise<void>;
  update(codeHash: string, patch: Partial<Pick<JoinCodeRecord, "triesLeft" | "usedAt">>): Promise<void>;
  removeExpired(at: number): Promise<void>;
}

export interface IdempotencyReader {
  find(machineId: string, key: string): Promise<IdempotencyRecord | undefined>;
}

export interface IdempotencyWriter extends IdempotencyReader {
  insert(record: IdempotencyRecord): Promise<void>;
  remove(machineId: string, key: string): Promise<void>;
  removeBefore(at: number): Promise<void>;
}

export interface SettingsReader {
  /** All stored settings by name, as JSON values. */
  all(): Promise<Record<string, unknown>>;
}

export interface SettingsWriter extends SettingsReader {
  set(name: string, value: unknown): Promise<void>;
}

export interface MetaReader {
  /** A value that the hub keeps for itself, such as its id or the number of its starts. */
  get(name: string): Promise<string | undefined>;
}

export interface MetaWriter extends MetaReader {
  set(name: string, value: string): Promise<void>;
}

export interface ReadTx {
  readonly sessions: SessionReader;
  readonly messages: MessageReader;
  readonly receipts: ReceiptReader;
  readonly questions: QuestionReader;
  readonly approvals: ApprovalReader;
  readonly rules: RuleReader;
  readonly ledger: LedgerReader;
  readonly devices: DeviceReader;
  readonly attachments: AttachmentReader;
  readonly machines: MachineReader;
  readonly lastActs: LastActReader;
  readonly agents: AgentReader;
  readonly people: PeopleReader;
  readonly joinCodes: JoinCodeReader;
  readonly idempotency: IdempotencyReader;
  readonly settings: SettingsReader;
  readonly meta: MetaReader;
  readonly notices: NoticeReader;
  readonly escalations: EscalationReader;
  readonly attention: PreferencesReader;
}

export interface WriteTx extends ReadTx {
  readonly sessions: SessionWriter;
  readonly messages: MessageWriter;
  readonly receipts: ReceiptWriter;
  readonly questions: QuestionWriter;
  readonly approvals: ApprovalWriter;
  readonly rules: RuleWriter;
  readonly ledger: LedgerWriter;
  readonly devices: DeviceWriter;
  readonly attachments: AttachmentWriter;
  readonly machines: MachineWriter;
  readonly lastActs: LastActWriter;
  readonly agents: AgentWriter;
  readonly people: PeopleWriter;
  readonly joinCodes: JoinCodeWriter;
  readonly idempotency: IdempotencyWriter;
  readonly settings: SettingsWriter;
  readonly meta: MetaWriter;
  readonly notices: NoticeWriter;
  readonly escalations: EscalationWriter;
  readonly attention: PreferencesWriter;
}

export interface Store {
  /** What is committed. */
  readonly read: ReadTx;
  /**
   * Runs `work` in a transaction that it may share with others of the same turn, and resolves when that is on disk.
   * If `work` throws, only its own changes are undone. `work` may await nothing but `tx`. Throws `HubError`
   * `unavailable` when the disk does not take the write (full, read-only); the store goes on and later writes may succeed.
   */
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface SearchRequest {
  text: string;
  /** Only in these sessions; everywhere when left out. */
  sessionIds?: readonly string[];
  /** Global sequence number to go on from, exclusive. */
  before?: number;
  limit: number;
}

/** Full-text search over all messages; runs apart from the store and may lag behind it. */
export interface SearchIndex {
  /** Matches newest first, with the words that matched, folded as the index folds them. */
  find(request: SearchRequest): Promise<{ globalSeqs: number[]; words: string[]; indexedUpTo: number }>;
  /** Says that there is something new to take in. */
  follow(): void;
  /** Resolves when everything committed before the call can be found. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}
