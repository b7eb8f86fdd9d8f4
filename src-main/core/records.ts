import type { AttentionLevel } from "#contract/attention.ts";
import type { Narrowing } from "#contract/people.ts";
import type { ApprovalState, Via } from "#contract/approval.ts";
import type { AuditType } from "#contract/audit.ts";
import type { Role } from "#contract/role.ts";
import type { CallContext, NewRule, RuleMatch, RuleScope, ToolInput, Verdict } from "#contract/rule.ts";
import type { Carrier, ReceiptState } from "#contract/receipt.ts";
import type { ActEvent } from "#contract/act.ts";
import type { AttachmentRef } from "#contract/message.ts";
import type { ApprovalMode, Finding, Report } from "#contract/machine.ts";
import type { QuestionState } from "#contract/question.ts";
import type { Level, Link, PlanStep, SessionState, Usage } from "#contract/session.ts";

// What the store keeps, as core sees it. All times are milliseconds since the epoch; the border turns them into text.

export interface MachineRecord {
  id: string;
  name: string;
  os: string | null;
  isLocal: boolean;
  /** SHA-256 of the key, hex. */
  keyHash: string;
  joinedAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
  /** How much of its agents' doings it tells. */
  report: Report;
  /** Whether replies may be typed into its terminals. */
  terminal: boolean;
  doctor: { at: number; version: string; findings: Finding[] } | null;
  /** Whether its agents ask for approvals from afar. */
  approvals: ApprovalMode;
}

/** When the hooks of a kind of agent last said something on a machine. */
export interface LastActRecord {
  kind: string;
  version: string | null;
  event: string;
  at: number;
}

export interface AgentRecord {
  id: string;
  machineId: string;
  name: string;
  kind: string | null;
  version: string | null;
  /** The folder that an automatic name is kept for; null for a name that the agent chose. */
  folder: string | null;
  isNameGiven: boolean;
}

export interface LastMessageRecord {
  seq: number;
  kind: MessageRecord["kind"];
  fromName: string;
  preview: string;
  level: Level;
  at: number;
}

/** What the agent does right now. */
export interface ActivityRecord {
  text: string;
  tool: string | null;
  at: number;
  toolCalls: number;
  subagents: number;
  masked: number;
}

/** What the hub keeps of an agent's turn, as its hooks tell it. Times are those of the agent's machine. */
export interface TurnRecord {
  /** How often the end of a turn was answered with replies since the last prompt or tool call. */
  endHandovers: number;
  /** What was handed over last brought the stop word: the end of the turn waits for no more. */
  isStopped: boolean;
  lastEvent: ActEvent | null;
  lastActAt: number | null;
  /** When the last prompt came. */
  beganAt: number | null;
  /** The agent waits for a prompt; subagents may still run. */
  isOver: boolean;
  /** The state that the hooks set last; another one now was set by the agent's own words, or by a person. */
  state: SessionState | null;
}

/** How a session's agent gives signs while it works. */
export interface HabitRecord {
  /** Without a sign for so long is unusual. */
  quietMs: number;
  /** How many times between two signs this was learnt from, as far as that matters. */
  gaps: number;
  /** When it got the last answer that it waited for. */
  goesOnAt: number | null;
  /** Since when it had given no sign when that was told last. */
  toldAt: number | null;
}

export interface SessionRecord {
  id: string;
  machineId: string;
  title: string;
  /** The normalised title, unique within the machine. */
  titleKey: string;
  externalId: string | null;
  state: SessionState;
  stateNote: string | null;
  activity: ActivityRecord | null;
  /** None when its agent has no hooks. */
  turn: TurnRecord | null;
  /** Whether the end of a turn waits for a person; null: as the settings say. */
  waitForMe: boolean | null;
  folder: string | null;
  branch: string | null;
  plan: PlanStep[] | null;
  progress: number | null;
  usage: Usage | null;
  links: Link[] | null;
  lastSeq: number;
  lastMessage: LastMessageRecord | null;
  createdAt: number;
  updatedAt: number;
  lastHeardAt: number;
  /** When the agent's side last waited or asked for replies. */
  lastAskedAt: number | null;
  closedAt: number | null;
  agent: { id: string; name: string; kind: string | null; version: string | null };
  machineName: string;
  /** Replies that are queued, or handed and not acknowledged. */
  dueReplies: number;
  openQuestions: number;
  openApprovals: number;
  /** An open approval keeps replies from the agent. */
  isHeld: boolean;
  /** None as long as nothing is known of how its agent gives signs. */
  habit: HabitRecord | null;
  /**
   * Of those whose words the agent works on since its last own prompt, the one who may do least; null when it was told at its
   * own terminal. `prompts`: so many more that come to it are replies on their way.
   */
  behind: { id: string; name: string; role: Role; prompts: number } | null;
}

/** A machine with the network address that it calls from. */
export interface MachineCaller extends MachineRecord {
  address?: string;
}

export interface AuthorRecord {
  type: "agent" | "person";
  id: string;
  name: string;
  role: Role | null;
}

export interface ReceiptRecord {
  messageId: string;
  sessionId: string;
  messageSeq: number;
  state: ReceiptState;
  carrier: Carrier | null;
  at: number;
  /** When it was last handed over; null while it is queued. */
  handedAt: number | null;
  note: string | null;
}

export interface MessageRecord {
  id: string;
  /** Place in the order of all messages of the hub: what search follows. */
  globalSeq: number;
  sessionId: string;
  seq: number;
  kind: "post" | "reply" | "question" | "approval";
  from: AuthorRecord;
  text: string;
  level: Level;
  replyTo: string | null;
  quote: { seq: number | null; text: string } | null;
  createdAt: number;
  attachments: AttachmentRef[];
  receipt: ReceiptRecord | null;
  question: QuestionRecord | null;
  approval: ApprovalRecord | null;
}

/** A question; its text is its message's. */
export interface QuestionRecord {
  id: string;
  sessionId: string;
  messageId: string;
  messageSeq: number;
  text: string;
  options: { id: string; label: string; detail: string | null }[];
  free: boolean;
  state: QuestionState;
  answer: { optionId: string | null; text: string | null; by: { id: string; name: string }; at: number } | null;
  createdAt: number;
  expiresAt: number | null;
  closedAt: number | null;
}

/** An uploaded file. Who uploaded it is a machine or a person. */
export interface AttachmentRecord extends AttachmentRef {
  machineId: string | null;
  personId: string | null;
  createdAt: number;
}

export interface PersonRecord {
  id: string;
  name: string;
  role: Role;
  /** Everything, or only the discussions that a narrowing names. */
  sees: "all" | "named";
  /** Null for the owner that the hub began with. */
  createdAt: number | null;
  lastSeenAt: number | null;
  revokedAt: number | null;
}

export type NarrowingRecord = Narrowing;

/** A person as an owner manages them. */
export interface MemberRecord extends PersonRecord {
  narrowings: NarrowingRecord[];
  /** Until when a link that they were invited by can be used; null when none can. */
  invitedUntil: number | null;
}

/** A person who calls, with what they call from. */
export interface PersonCaller extends PersonRecord {
  device?: DeviceRecord;
  /** Network address. */
  address?: string;
}

/** A browser's sign-in, or a key for a command line. */
export interface DeviceRecord {
  id: string;
  /** SHA-256 of its secret, hex. */
  tokenHash: string;
  personId: string;
  kind: "browser" | "key";
  name: string;
  address: string | null;
  createdAt: number;
  lastUsedAt: number;
}

/** An agent waits for leave to make one tool call. */
export interface ApprovalRecord {
  id: string;
  messageId: string;
  messageSeq: number;
  sessionId: string;
  code: string;
  callId: string | null;
  tool: string;
  input: ToolInput;
  /** SHA-256 over tool and input, hex. */
  inputHash: string;
  /** Its message's text. */
  summary: string;
  agentKind: string | null;
  folder: string | null;
  behind: { id: string; name: string; role: Role } | null;
  takes: { input: boolean; note: boolean; allow: boolean; replies: boolean };
  context: CallContext;
  verdict: VerdictRecord;
  suggestions: NewRule[];
  /** What the agent itself proposed. */
  proposals: unknown[];
  state: ApprovalState;
  decision: DecisionRecord | null;
  createdAt: number;
  expiresAt: number;
  /** When the agent's side last waited for it; null when it never did. */
  waitedAt: number | null;
  closedAt: number | null;
}

/** What the rules said when the approval was opened, with the rule as it was then. */
export type VerdictRecord = Omit<Verdict, "rule"> & { rule: RuleRecord | null };

export interface DecisionRecord {
  by: { type: "person" | "rule" | "agent" | "hub"; id: string | null; name: string; role: Role | null };
  via: Via;
  at: number;
  note: string | null;
  input: ToolInput | null;
  rule: RuleRecord | null;
}

export interface RuleRecord {
  id: string;
  effect: NewRule["effect"];
  tool: string;
  match: RuleMatch | null;
  scope: RuleScope | null;
  /** A time, or the end of the session that its scope names. */
  until: number | "session" | null;
  uses: number | null;
  note: string | null;
  used: number;
  lastUsedAt: number | null;
  madeBy: { id: string; name: string; role: Role };
  fromApproval: string | null;
  createdAt: number;
  endedAt: number | null;
  endedWhy: "time" | "session" | "uses" | "person" | null;
}

/** Who did what the ledger keeps. */
export interface ActorRecord {
  type: "person" | "machine" | "rule" | "hub" | "unknown";
  id: string | null;
  name: string;
  role: Role | null;
}

export interface LedgerEntry {
  at: number;
  type: AuditType;
  by: ActorRecord;
  device: { id: string; name: string } | null;
  address: string | null;
  sessionId: string | null;
  subject: { type: string; id: string; name: string } | null;
  /** Never a key, a ticket or a code that still opens something. */
  details: Record<string, ToolInput>;
}

export interface LedgerRecord extends LedgerEntry {
  seq: number;
  hash: string;
}

export interface MarksRecord {
  readSeq: number;
  pinned: boolean;
  muted: boolean;
  snoozedUntil: number | null;
  /** What they are told of; null: as their preferences say. */
  level: AttentionLevel | null;
}

export interface JoinCodeRecord {
  /** SHA-256 of the code, hex. */
  codeHash: string;
  /** First characters of the code: a wrong try with these counts against this code. */
  prefix: string;
  createdAt: number;
  expiresAt: number;
  triesLeft: number;
  usedAt: number | null;
}

export interface TicketRecord {
  ticketHash: string;
  personId: string;
  expiresAt: number;
  usedAt: number | null;
  isInvitation: boolean;
}

/** The first answer to a request with an idempotency key. */
export interface IdempotencyRecord {
  machineId: string;
  key: string;
  /** SHA-256 over method, address and body. */
  requestHash: string;
  result: unknown;
  at: number;
}
