import type { z } from "zod";
import * as act from "./act.ts";
import * as approval from "./approval.ts";
import * as attention from "./attention.ts";
import * as audit from "./audit.ts";
import { AroundQuery } from "./message.ts";
import { CodeParams, Empty, IdParams, PageQuery } from "./common.ts";
import { type EndpointName, endpoints } from "./endpoints.ts";
import * as machine from "./machine.ts";
import * as message from "./message.ts";
import * as people from "./people.ts";
import * as person from "./person.ts";
import * as question from "./question.ts";
import * as reply from "./reply.ts";
import * as rule from "./rule.ts";
import * as search from "./search.ts";
import * as session from "./session.ts";
import * as settings from "./settings.ts";

/** What goes in and out at one endpoint. `answers` maps each success status to its body. */
export interface RouteSchema {
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, z.ZodType>>;
}

const byId = { params: IdParams } as const;

/** The route table: server, client and OpenAPI document are all made from it. */
export const routes = {
  health: { summary: "Whether the hub is up", answers: { 200: machine.HealthAnswer } },
  join: {
    summary: "Trade a one-time join code for a machine's key",
    body: machine.JoinRequest,
    answers: { 201: machine.JoinAnswer },
  },
  me: { summary: "The machine and its agents", answers: { 200: machine.MeAnswer } },
  changeMe: {
    summary: "Keep what the machine found out about itself",
    body: machine.MeChange,
    answers: { 200: machine.MachineAnswer },
  },
  act: {
    summary: "Say what an agent just did, and take what is due to it",
    body: act.ActRequest,
    answers: { 200: act.ActAnswer },
  },
  openSession: {
    summary: "Find or make the session of this title (or external id)",
    body: session.OpenSessionRequest,
    answers: { 200: session.OpenSessionAnswer, 201: session.OpenSessionAnswer },
  },
  listSessions: {
    summary: "This machine's sessions, last active first",
    query: session.SessionQuery,
    answers: { 200: message.SessionPage },
  },
  getSession: { summary: "One session", ...byId, answers: { 200: session.SessionAnswer } },
  changeSession: {
    summary: "Change title, state, plan, progress, usage, branch or links",
    ...byId,
    body: session.SessionChange,
    answers: { 200: session.SessionAnswer },
  },
  postMessage: {
    summary: "Post a message; 201 once it is on disk",
    ...byId,
    body: message.PostMessageRequest,
    answers: { 201: message.PostMessageAnswer },
  },
  listMessages: {
    summary: "The discussion, newest last",
    ...byId,
    query: message.MessageQuery,
    answers: { 200: message.MessagePage },
  },
  dueReplies: {
    summary: "The replies that are due; handing them over marks them handed",
    ...byId,
    query: reply.RepliesQuery,
    answers: { 200: reply.RepliesAnswer },
  },
  ackReplies: {
    summary: "Say that handed replies were taken up, or failed",
    ...byId,
    body: reply.AckRequest,
    answers: { 200: reply.AckAnswer },
  },
  ask: {
    summary: "Ask a person; the answer is waited for at the question",
    ...byId,
    body: question.AskRequest,
    answers: { 201: question.QuestionReply },
  },
  question: {
    summary: "A question, once it is no longer open or the wait is over",
    ...byId,
    query: question.WaitQuery,
    answers: { 200: question.QuestionReply },
  },
  withdrawQuestion: { summary: "Take a question back", ...byId, answers: { 200: question.QuestionReply } },
  openApproval: {
    summary: "Ask whether a tool call may go on; a rule may have decided already",
    ...byId,
    body: approval.ApprovalRequest,
    answers: { 200: approval.OpenedApproval, 201: approval.ApprovalAnswer },
  },
  approval: {
    summary: "An approval, once it is no longer open or the wait is over",
    ...byId,
    query: approval.ApprovalWait,
    answers: { 200: approval.ApprovalAnswer },
  },
  withdrawApproval: {
    summary: "Take an approval back: it was answered elsewhere, or nobody waits any more",
    ...byId,
    body: approval.ApprovalEnd,
    answers: { 200: approval.ApprovalAnswer },
  },
  checkOwnAudit: {
    summary: "Look through the whole ledger for changes; for the hub's own machine only",
    query: audit.AuditCheckQuery,
    answers: { 200: audit.AuditCheck },
  },
  closeSession: {
    summary: "Hide the session from the list and keep it",
    ...byId,
    body: session.CloseRequest,
    answers: { 200: session.SessionAnswer },
  },

  person: { summary: "The signed-in person", answers: { 200: person.PersonAnswer } },
  overview: { summary: "All that a screen needs to start", answers: { 200: person.Overview } },
  signOut: { summary: "End this sign-in", answers: { 200: Empty } },
  personSessions: {
    summary: "Sessions of all machines, last active first",
    query: session.PersonSessionQuery,
    answers: { 200: person.PersonSessionPage },
  },
  personSession: { summary: "One session", ...byId, answers: { 200: session.PersonSessionAnswer } },
  changePersonSession: {
    summary: "Rename, pin, mute, snooze or change the state of a session",
    ...byId,
    body: session.PersonSessionChange,
    answers: { 200: session.PersonSessionAnswer },
  },
  deleteSession: { summary: "Delete a session and its messages for good", ...byId, answers: { 200: Empty } },
  personMessages: {
    summary: "A page of the discussion, newest last",
    ...byId,
    query: AroundQuery,
    answers: { 200: message.MessagePage },
  },
  reply: {
    summary: "Reply to the session's agent",
    ...byId,
    body: reply.ReplyRequest,
    answers: { 201: reply.ReplyAnswer },
  },
  replyToMany: {
    summary: "The same reply to several sessions, one result each",
    body: reply.ManyRepliesRequest,
    answers: { 200: reply.ManyRepliesAnswer },
  },
  withdrawReply: {
    summary: "Withdraw a reply that is still queued",
    ...byId,
    answers: { 200: reply.ReceiptAnswer },
  },
  openQuestions: {
    summary: "The questions of a session that wait for an answer, oldest first",
    ...byId,
    answers: { 200: question.OpenQuestionsAnswer },
  },
  answerQuestion: {
    summary: "Answer a question; the first answer wins",
    ...byId,
    body: question.AnswerRequest,
    answers: { 200: question.QuestionReply },
  },
  markRead: {
    summary: "Move the read marker",
    ...byId,
    body: session.ReadRequest,
    answers: { 200: session.ReadAnswer },
  },
  search: {
    summary: "Search all messages, newest first",
    query: search.SearchQuery,
    answers: { 200: search.SearchAnswer },
  },
  machines: { summary: "The joined machines", query: PageQuery, answers: { 200: machine.MachinesAnswer } },
  createJoinCode: { summary: "Make a one-time join code", answers: { 201: machine.JoinCode } },
  changeMachine: {
    summary: "Rename a machine, or set what it tells and takes",
    ...byId,
    body: machine.MachineChange,
    answers: { 200: machine.MachineAnswer },
  },
  rotateMachine: { summary: "Give a machine a new key", ...byId, answers: { 200: machine.MachineKeyAnswer } },
  revokeMachine: { summary: "Revoke a machine's key at once", ...byId, answers: { 200: machine.MachineAnswer } },
  settings: { summary: "The hub's settings", answers: { 200: settings.SettingsAnswer } },
  changeSettings: {
    summary: "Change settings",
    body: settings.SettingsChange,
    answers: { 200: settings.SettingsAnswer },
  },

  approvals: {
    summary: "Approvals of all discussions that the person may see; the open ones oldest first",
    query: approval.ApprovalQuery,
    answers: { 200: approval.ApprovalPage },
  },
  personApproval: { summary: "One approval", ...byId, answers: { 200: approval.ApprovalAnswer } },
  decide: {
    summary: "Allow or deny; the first answer wins",
    ...byId,
    body: approval.DecisionRequest,
    answers: { 200: approval.ApprovalAnswer },
  },
  decideByCode: {
    summary: "Allow or deny the open approval with this code",
    params: CodeParams,
    body: approval.DecisionRequest,
    answers: { 200: approval.ApprovalAnswer },
  },
  decideMany: {
    summary: "The same decision on several approvals, one result each",
    body: approval.ManyDecisions,
    answers: { 200: approval.ManyDecisionsAnswer },
  },
  rules: {
    summary: "The rules that count, newest first; with `ended=true` those that no longer do",
    query: rule.RuleQuery,
    answers: { 200: rule.RulesAnswer },
  },
  makeRule: { summary: "Make a rule", body: rule.NewRule, answers: { 201: rule.RuleAnswer } },
  changeRule: { summary: "Change a rule", ...byId, body: rule.RuleChange, answers: { 200: rule.RuleAnswer } },
  endRule: { summary: "End a rule at once; it stays in the ledger", ...byId, answers: { 200: rule.RuleAnswer } },
  tryRules: {
    summary: "What the rules would say to a call",
    body: rule.TryRequest,
    answers: { 200: rule.Verdict },
  },
  ruleTemplates: { summary: "Rules to start from", answers: { 200: rule.TemplatesAnswer } },
  replayRules: {
    summary: "What these rules would have decided on the last 200 approvals",
    body: rule.ReplayRequest,
    answers: { 200: rule.ReplayAnswer },
  },
  members: { summary: "The people of the hub", answers: { 200: people.MembersAnswer } },
  invite: {
    summary: "Invite a person by a one-time link",
    body: people.NewMember,
    answers: { 201: people.InvitedAnswer },
  },
  changeMember: {
    summary: "Change a person's name, role or discussions",
    ...byId,
    body: people.MemberChange,
    answers: { 200: people.MemberAnswer },
  },
  revokeMember: { summary: "Shut a person out at once", ...byId, answers: { 200: people.MemberAnswer } },
  inviteAgain: { summary: "A new one-time link for a person", ...byId, answers: { 201: people.InvitedAnswer } },
  devices: {
    summary: "The person's own browsers, phones and keys; an owner sees everyone's",
    answers: { 200: people.DevicesAnswer },
  },
  addDevice: {
    summary: "Make a device key for a command line of the person's own",
    body: people.NewDevice,
    answers: { 201: people.DeviceKeyAnswer },
  },
  changeDevice: {
    summary: "Rename a device",
    ...byId,
    body: people.DeviceChange,
    answers: { 200: people.DeviceAnswer },
  },
  revokeDevice: { summary: "Revoke a device at once", ...byId, answers: { 200: Empty } },
  attention: { summary: "How the person is notified", answers: { 200: attention.AttentionAnswer } },
  changeAttention: {
    summary: "Change how the person is notified; a new webhook's secret is shown this once",
    body: attention.AttentionChange,
    answers: { 200: attention.AttentionAnswer },
  },
  attentionDecisions: {
    summary: "What the person was told of lately or not, and why; newest first",
    answers: { 200: attention.AttentionDecisions },
  },
  testNotice: {
    summary: "Show a notification to try it: to the owner on the hub's computer, to others on their open pages",
    answers: { 200: attention.TestNoticeAnswer },
  },
  audit: {
    summary: "The ledger, newest first",
    query: audit.AuditQuery,
    answers: { 200: audit.AuditPage },
  },
  checkAudit: {
    summary: "Look through the whole ledger for changes",
    query: audit.AuditCheckQuery,
    answers: { 200: audit.AuditCheck },
  },
} as const satisfies Record<EndpointName, RouteSchema>;

type Routes = typeof routes;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;
type Part<N extends EndpointName, K extends string> = Routes[N] extends Record<K, infer S> ? S : undefined;

/** What a handler gets, after parsing. */
export interface RouteInput<N extends EndpointName> {
  params: Parsed<Part<N, "params">>;
  query: Parsed<Part<N, "query">>;
  body: Parsed<Part<N, "body">>;
}

/** What a caller sends, before parsing. */
export interface RouteRequest<N extends EndpointName> {
  params: Sent<Part<N, "params">>;
  query: Sent<Part<N, "query">>;
  body: Sent<Part<N, "body">>;
}

export type RouteStatus<N extends EndpointName> = keyof Routes[N]["answers"] & number;
export type RouteAnswer<N extends EndpointName> = {
  [S in RouteStatus<N>]: Routes[N]["answers"][S] extends z.ZodType ? z.output<Routes[N]["answers"][S]> : never;
}[RouteStatus<N>];

export { endpoints };
