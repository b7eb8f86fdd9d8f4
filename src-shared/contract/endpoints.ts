export type Method = "GET" | "POST" | "PATCH" | "DELETE";
/** Who may call: anyone, a joined machine, or a signed-in person. */
export type Door = "open" | "agents" | "people";

export interface Endpoint {
  readonly method: Method;
  readonly path: string;
  readonly door: Door;
}

const at = <D extends Door>(door: D, method: Method, path: string) => ({ door, method, path }) as const;

/** Every address of the public interface. Without schemas, so that a caller which must start fast can use it. */
export const endpoints = {
  health: at("open", "GET", "/v1/health"),
  join: at("open", "POST", "/v1/join"),

  me: at("agents", "GET", "/v1/me"),
  changeMe: at("agents", "PATCH", "/v1/me"),
  act: at("agents", "POST", "/v1/acts"),
  openSession: at("agents", "POST", "/v1/sessions"),
  listSessions: at("agents", "GET", "/v1/sessions"),
  getSession: at("agents", "GET", "/v1/sessions/{id}"),
  changeSession: at("agents", "PATCH", "/v1/sessions/{id}"),
  postMessage: at("agents", "POST", "/v1/sessions/{id}/messages"),
  listMessages: at("agents", "GET", "/v1/sessions/{id}/messages"),
  dueReplies: at("agents", "GET", "/v1/sessions/{id}/replies"),
  ackReplies: at("agents", "POST", "/v1/sessions/{id}/replies/ack"),
  ask: at("agents", "POST", "/v1/sessions/{id}/questions"),
  question: at("agents", "GET", "/v1/questions/{id}"),
  withdrawQuestion: at("agents", "DELETE", "/v1/questions/{id}"),
  openApproval: at("agents", "POST", "/v1/sessions/{id}/approvals"),
  approval: at("agents", "GET", "/v1/approvals/{id}"),
  withdrawApproval: at("agents", "DELETE", "/v1/approvals/{id}"),
  checkOwnAudit: at("agents", "GET", "/v1/audit/check"),
  closeSession: at("agents", "POST", "/v1/sessions/{id}/close"),

  person: at("people", "GET", "/v1/people/me"),
  overview: at("people", "GET", "/v1/people/overview"),
  signOut: at("people", "POST", "/v1/people/sign-out"),
  personSessions: at("people", "GET", "/v1/people/sessions"),
  personSession: at("people", "GET", "/v1/people/sessions/{id}"),
  changePersonSession: at("people", "PATCH", "/v1/people/sessions/{id}"),
  deleteSession: at("people", "DELETE", "/v1/people/sessions/{id}"),
  personMessages: at("people", "GET", "/v1/people/sessions/{id}/messages"),
  reply: at("people", "POST", "/v1/people/sessions/{id}/replies"),
  replyToMany: at("people", "POST", "/v1/people/replies"),
  withdrawReply: at("people", "DELETE", "/v1/people/replies/{id}"),
  openQuestions: at("people", "GET", "/v1/people/sessions/{id}/questions"),
  answerQuestion: at("people", "POST", "/v1/people/questions/{id}/answer"),
  markRead: at("people", "POST", "/v1/people/sessions/{id}/read"),
  search: at("people", "GET", "/v1/people/search"),
  machines: at("people", "GET", "/v1/people/machines"),
  createJoinCode: at("people", "POST", "/v1/people/machines/codes"),
  changeMachine: at("people", "PATCH", "/v1/people/machines/{id}"),
  rotateMachine: at("people", "POST", "/v1/people/machines/{id}/rotate"),
  revokeMachine: at("people", "DELETE", "/v1/people/machines/{id}"),
  settings: at("people", "GET", "/v1/people/settings"),
  changeSettings: at("people", "PATCH", "/v1/people/settings"),
  approvals: at("people", "GET", "/v1/people/approvals"),
  personApproval: at("people", "GET", "/v1/people/approvals/{id}"),
  decide: at("people", "POST", "/v1/people/approvals/{id}/decision"),
  decideByCode: at("people", "POST", "/v1/people/approvals/codes/{code}/decision"),
  decideMany: at("people", "POST", "/v1/people/approvals/decisions"),
  rules: at("people", "GET", "/v1/people/rules"),
  makeRule: at("people", "POST", "/v1/people/rules"),
  changeRule: at("people", "PATCH", "/v1/people/rules/{id}"),
  endRule: at("people", "DELETE", "/v1/people/rules/{id}"),
  tryRules: at("people", "POST", "/v1/people/rules/try"),
  ruleTemplates: at("people", "GET", "/v1/people/rules/templates"),
  replayRules: at("people", "POST", "/v1/people/rules/replay"),
  members: at("people", "GET", "/v1/people/people"),
  invite: at("people", "POST", "/v1/people/people"),
  changeMember: at("people", "PATCH", "/v1/people/people/{id}"),
  revokeMember: at("people", "DELETE", "/v1/people/people/{id}"),
  inviteAgain: at("people", "POST", "/v1/people/people/{id}/invitation"),
  devices: at("people", "GET", "/v1/people/devices"),
  addDevice: at("people", "POST", "/v1/people/devices"),
  changeDevice: at("people", "PATCH", "/v1/people/devices/{id}"),
  revokeDevice: at("people", "DELETE", "/v1/people/devices/{id}"),
  attention: at("people", "GET", "/v1/people/attention"),
  changeAttention: at("people", "PATCH", "/v1/people/attention"),
  attentionDecisions: at("people", "GET", "/v1/people/attention/decisions"),
  testNotice: at("people", "POST", "/v1/people/attention/test"),
  audit: at("people", "GET", "/v1/people/audit"),
  checkAudit: at("people", "GET", "/v1/people/audit/check"),
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;

/** The WebSocket of the people's door and the page that trades a one-time ticket for a cookie: no JSON calls. */
export const streamPath = "/v1/people/stream";
/** Uploads and bytes of attachments, and the agents' event stream: no JSON calls either. */
export const attachmentsPath = "/v1/attachments";
export const personAttachmentsPath = "/v1/people/attachments";
export const eventsPath = "/v1/events";
/** The ledger as JSON lines. */
export const auditExportPath = "/v1/people/audit/export";
export const signInPath = "/v1/people/sign-in";
