import type { AgentRecord, SessionRecord, PersonRecord } from "../../src-main/core/records.ts";
import type { Store, WriteTx } from "../../src-main/core/store.ts";

/** A part of the store that has nothing and keeps nothing. */
const nothing = (known: object): never =>
  new Proxy(known, { get: (of, name) => Reflect.get(of, name) ?? (async () => undefined) }) as never;

const emptySession = {
  stateNote: null,
  activity: null,
  turn: null,
  waitForMe: null,
  openQuestions: 0,
  openApprovals: 0,
  isHeld: false,
  behind: null,
  habit: null,
  externalId: null,
  plan: null,
  progress: null,
  usage: null,
  links: null,
  lastSeq: 0,
  lastMessage: null,
  lastAskedAt: null,
  closedAt: null,
  dueReplies: 0,
  machineName: "bench",
};

const owner: PersonRecord = {
  id: "bench",
  name: "bench",
  role: "owner",
  sees: "all",
  createdAt: null,
  lastSeenAt: null,
  revokedAt: null,
};

/**
 * A store whose writes are done at once and are nowhere: what it leaves of a post is the work of the server and of
 * core. It knows what posting needs; everything else it answers with nothing.
 */
export const memoryStore = (): Store => {
  const sessions = new Map<string, SessionRecord>();
  const agents = new Map<string, AgentRecord>();
  let newest = 0;
  const tx: WriteTx = {
    sessions: nothing({
      byId: async (id: string) => sessions.get(id),
      all: async () => [...sessions.values()],
      insert: async (session: Parameters<WriteTx["sessions"]["insert"]>[0]) => {
        const agent = agents.get(session.agentId) as AgentRecord;
        const { createdAt } = session;
        sessions.set(session.id, { ...emptySession, ...session, updatedAt: createdAt, lastHeardAt: createdAt, agent });
      },
      update: async (id: string, patch: object) => {
        sessions.set(id, { ...(sessions.get(id) as SessionRecord), ...patch });
      },
    }),
    messages: nothing({
      append: async (message: Parameters<WriteTx["messages"]["append"]>[0]) => {
        const session = sessions.get(message.sessionId) as SessionRecord;
        const { kind, level, createdAt: at } = message;
        newest += 1;
        session.lastSeq += 1;
        session.lastMessage = {
          seq: session.lastSeq,
          kind,
          level,
          at,
          fromName: message.from.name,
          preview: message.text.slice(0, 200),
        };
        session.updatedAt = at;
        const added = { attachments: [], receipt: null, question: null, approval: null };
        return { ...message, ...added, globalSeq: newest, seq: session.lastSeq };
      },
    }),
    agents: nothing({
      insert: async (agent: AgentRecord) => agents.set(agent.id, agent),
    }),
    machines: nothing({ list: async () => [] }),
    lastActs: nothing({}),
    settings: nothing({ all: async () => ({}) }),
    receipts: nothing({}),
    attachments: nothing({ removeUnused: async () => [] }),
    approvals: nothing({
      stranded: async () => [],
      expired: async () => [],
      list: async () => [],
    }),
    ledger: nothing({ base: async () => ({ seq: 0, hash: "" }), onwards: async () => [], prune: async () => 0 }),
    devices: nothing({ list: async () => [] }),
    rules: nothing({ standing: async () => [] }),
    questions: nothing({ stranded: async () => [], expired: async () => [] }),
    people: nothing({
      owner: async () => owner,
      byId: async () => owner,
      list: async () => [owner],
      narrowings: async () => [],
      marks: async () => undefined,
      allMarks: async () => new Map(),
    }),
    joinCodes: nothing({}),
    idempotency: nothing({}),
    meta: nothing({}),
    notices: nothing({
      find: async () => undefined,
      there: async () => [],
      held: async () => [],
      nextHeld: async () => undefined,
      put: async () => {},
      prune: async () => {},
    }),
    escalations: nothing({ due: async () => [], next: async () => undefined, put: async () => {} }),
    attention: nothing({ all: async () => [], of: async () => undefined }),
  };
  return { read: tx, write: (work) => work(tx), close: async () => {} };
};
