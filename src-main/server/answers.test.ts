import { afterAll, expect, test } from "vitest";
import type { z } from "zod";
import { type EndpointName, endpoints } from "#contract/endpoints.ts";
import { routes } from "#contract/routes.ts";
import { addPerson, callerOf } from "../testing/people.ts";
import { startTestHub } from "../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const machine = await hub.machine();
const person = await hub.person();
const doomed = await hub.machine("doomed");
const session = await machine.session("Answers");
const reply = async (text: string) => {
  const answer = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text } });
  return answer.json<{ message: { id: string } }>().message.id;
};
const replyId = await reply("acknowledged below");
const queuedId = await reply("withdrawn below");
const askOne = async () => {
  const answer = await machine.send("POST", `/v1/sessions/${session.id}/questions`, { body: { text: "x?" } });
  return answer.json<{ question: { id: string } }>().question.id;
};
const openOne = async () => {
  const request = { tool: "Bash", input: { command: "npm publish" } };
  const answer = await machine.send("POST", `/v1/sessions/${session.id}/approvals`, { body: request });
  return answer.json<{ approval: { id: string; code: string } }>().approval;
};
const makeOneRule = async () => {
  const answer = await person.send("POST", "/v1/people/rules", { body: { effect: "deny", tool: "mcp__x__*" } });
  return answer.json<{ rule: { id: string } }>().rule.id;
};
const body = { text: "x" };
const links = [{ url: "https://example.org/", label: "x" }];
const plan = [{ text: "x", done: true }];

interface Example {
  id?: string;
  code?: string;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One call of every endpoint, in an order in which each finds what it needs. */
const examples: Record<EndpointName, () => Example | Promise<Example>> = {
  health: () => ({}),
  join: async () => ({ body: { code: (await hub.core.machines.codes.create()).code, machine: { name: "new" } } }),
  me: () => ({}),
  changeMe: () => ({
    body: {
      doctor: { version: "1", findings: [{ agent: "claude", check: "hooks", status: "good", text: "x", fix: null }] },
    },
  }),
  act: () => ({
    body: {
      agent: { kind: "claude", version: "2.1.328" },
      session: { externalId: "act", title: "Do it", folder: "/a", branch: "b" },
      event: "tool",
      at: "2026-11-20T10:00:00.000Z",
      activity: { text: "Bash: npm test", tool: "Bash" },
      plan,
      usage: { inputTokens: 1 },
      post: { text: "x" },
      masked: 1,
      take: true,
    },
  }),
  openSession: () => ({
    body: { title: "Answers", agent: { kind: "claude" }, folder: "/a", branch: "b", externalId: "e" },
  }),
  changeSession: () => ({
    id: session.id,
    body: { plan, links, progress: 0.5, usage: { costUsd: 1 }, state: "waiting" },
  }),
  postMessage: () => ({ id: session.id, body: { text: "x", level: "warning" } }),
  listSessions: () => ({}),
  getSession: () => ({ id: session.id }),
  dueReplies: () => ({ id: session.id, query: "?carrier=hook" }),
  ackReplies: () => ({ id: session.id, body: { ids: [replyId] } }),
  listMessages: () => ({ id: session.id }),
  ask: () => ({ id: session.id, body: { text: "x?", options: [{ label: "a" }], timeoutSeconds: 60 } }),
  question: async () => ({ id: await askOne(), query: "?wait=0" }),
  withdrawQuestion: async () => ({ id: await askOne() }),
  openApproval: () => ({
    id: session.id,
    body: {
      tool: "Bash",
      input: { command: "npm publish" },
      summary: "Publishes it",
      timeoutSeconds: 60,
      suggestions: [{ type: "addRules" }],
      callId: "toolu_1",
      context: { folder: "/a", home: "/home/ada", platform: "linux", shell: "posix", isCaseSensitive: true },
      takes: { input: true },
      rulesOnly: false,
    },
  }),
  approval: async () => ({ id: (await openOne()).id, query: "?wait=0" }),
  withdrawApproval: async () => ({ id: (await openOne()).id, body: { by: "terminal" } }),
  openQuestions: async () => {
    await askOne();
    return { id: session.id };
  },
  answerQuestion: async () => ({ id: await askOne(), body: { text: "yes" } }),
  approvals: () => ({ query: "?state=open&limit=2" }),
  personApproval: async () => ({ id: (await openOne()).id }),
  decide: async () => ({
    id: (await openOne()).id,
    body: {
      decision: "allow",
      note: "Go on",
      remember: { scope: "session", until: "session", uses: 2, rule: { match: { command: "npm pack" } } },
      via: "page",
    },
  }),
  decideByCode: async () => ({ code: (await openOne()).code, body: { decision: "deny", note: "Use staging" } }),
  decideMany: async () => ({ body: { ids: [(await openOne()).id], decision: "allow", note: "Go on" } }),
  closeSession: () => ({ id: session.id, body: { note: "bye" } }),
  person: () => ({}),
  overview: () => ({}),
  personSessions: () => ({ query: "?q=answers" }),
  personSession: () => ({ id: session.id }),
  changePersonSession: () => ({
    id: session.id,
    body: { pinned: true, snoozedUntil: "2099-01-01T00:00:00.000Z", state: "done" },
  }),
  personMessages: () => ({ id: session.id }),
  reply: () => ({ id: session.id, body: { text: "x", quote: { seq: 1, text: "y" } } }),
  replyToMany: () => ({ body: { ...body, sessionIds: [session.id, "unknown"] } }),
  withdrawReply: async () => {
    await hub.core.due.putBack(await hub.core.store.read.messages.page(session.id, { limit: 200 }));
    return { id: queuedId };
  },
  markRead: () => ({ id: session.id, body: { seq: 1 } }),
  search: () => ({ query: "?q=x" }),
  machines: () => ({}),
  createJoinCode: () => ({}),
  changeMachine: () => ({ id: machine.id, body: { name: "renamed" } }),
  rotateMachine: () => ({ id: doomed.id }),
  revokeMachine: () => ({ id: doomed.id }),
  settings: () => ({}),
  changeSettings: () => ({ body: { hubName: "x" } }),
  rules: async () => {
    await makeOneRule();
    return {};
  },
  makeRule: () => ({
    body: {
      effect: "allow",
      tool: "Bash",
      match: { command: "git status **" },
      scope: { sessionId: session.id, role: "operator", folder: "/a", agentKind: "claude" },
      until: "2099-01-01T00:00:00.000Z",
      uses: 3,
      note: "x",
    },
  }),
  changeRule: async () => ({ id: await makeOneRule(), body: { uses: 2, until: null } }),
  endRule: async () => ({ id: await makeOneRule() }),
  tryRules: () => ({
    body: {
      tool: "Bash",
      input: { command: "ls && rm x" },
      sessionId: session.id,
      rules: [{ effect: "allow", tool: "*" }],
    },
  }),
  ruleTemplates: () => ({}),
  replayRules: () => ({ body: { rules: [{ effect: "allow", tool: "Bash", match: { command: "ls **" } }] } }),
  members: () => ({}),
  invite: () => ({ body: { name: "Vera", role: "viewer", narrowings: [{ sessionId: session.id, role: "none" }] } }),
  changeMember: async () => ({ id: (await addPerson(hub, "viewer")).id, body: { role: "operator", sees: "named" } }),
  inviteAgain: async () => ({ id: (await addPerson(hub, "viewer")).id }),
  revokeMember: async () => ({ id: (await addPerson(hub, "viewer")).id }),
  devices: () => ({}),
  addDevice: () => ({ body: { name: "laptop" } }),
  changeDevice: async () => ({ id: (await callerOf(hub, person)).device?.id ?? "", body: { name: "x" } }),
  revokeDevice: async () => ({ id: (await callerOf(hub, await hub.person())).device?.id ?? "" }),
  attention: () => ({}),
  changeAttention: () => ({
    body: {
      level: "all",
      doNotDisturbFor: "1-hour",
      quietHours: {
        enabled: true,
        timeZone: "Europe/Berlin",
        spans: [{ days: [1, 7], from: "22:00", to: "08:00" }],
        lets: "urgent-and-approvals",
      },
      escalation: { afterMinutes: 5, toPages: true, toWebhook: true },
      webhook: { url: "https://example.org/hook" },
    },
  }),
  attentionDecisions: () => ({}),
  testNotice: () => ({}),
  audit: () => ({ query: "?limit=200" }),
  checkAudit: () => ({ query: `?head=${"0".repeat(64)}` }),
  checkOwnAudit: async () => {
    const { key } = await hub.core.machines.joinLocal({ name: "own", os: "linux" });
    return { headers: { authorization: `Bearer ${key}` } };
  },
  deleteSession: () => ({ id: session.id }),
  signOut: () => ({}),
};

test.each(Object.keys(examples) as EndpointName[])(
  "%s answers just what the contract says, and no more",
  async (name) => {
    const { method, path, door } = endpoints[name];
    const example = await examples[name]();
    const send = door === "people" ? person.send : machine.send;
    const url = path.replace("{id}", example.id ?? "").replace("{code}", example.code ?? "");
    const { headers = {} } = example;
    const answer = await send(method, url + (example.query ?? ""), { body: example.body, headers });
    const schema = (routes[name].answers as Record<number, z.ZodType>)[answer.statusCode];
    expect([answer.statusCode, schema === undefined, answer.body]).toEqual([answer.statusCode, false, answer.body]);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    // A schema drops what it doesn't name: so what is parsed is the same only when there was no more.
    expect(schema?.parse(answer.json())).toEqual(answer.json());
  },
);

test("every endpoint has an example here", () => {
  expect(Object.keys(examples).toSorted()).toEqual(Object.keys(endpoints).toSorted());
});
