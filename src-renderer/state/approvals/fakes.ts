import type { Approval, Decision } from "#contract/approval.ts";

/** A stand-in for tests. */
export const fakeApproval = (id: string, more: Partial<Approval> = {}): Approval => ({
  id,
  code: "a3k9",
  sessionId: "s1",
  messageId: `m-${id}`,
  messageSeq: 1,
  callId: null,
  tool: "Bash",
  input: { command: "npm test" },
  inputHash: "h1",
  summary: "npm test",
  agentKind: "claude",
  folder: "/src/api",
  behind: null,
  takes: { input: true, note: true, allow: true, replies: true },
  verdict: { effect: "ask", rule: null, why: "no rule decides", parts: [], risks: [] },
  suggestions: [],
  state: "open",
  decision: null,
  createdAt: "2026-11-20T14:00:00.000Z",
  expiresAt: "2026-11-20T14:05:00.000Z",
  closedAt: null,
  ...more,
});

export const fakeDecision = (more: Partial<Decision> = {}): Decision => ({
  by: { type: "person", id: "p1", name: "Ada", role: "owner" },
  via: "page",
  at: "2026-11-20T14:01:00.000Z",
  note: null,
  input: null,
  rule: null,
  ...more,
});
