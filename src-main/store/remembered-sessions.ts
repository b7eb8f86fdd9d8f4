import type { SessionRecord } from "../core/records.ts";
import type { NewMessage, SessionPatch, WriteTx } from "../core/store.ts";
import { previewOf } from "./tables/preview.ts";

/** More than are active at once; beyond it all are forgotten and read again. */
const MOST = 1000;

/** Whether the record says it in the words of the patch; else the session is read again. */
const isPlain = ({ agentId, plan, usage, links }: SessionPatch): boolean =>
  [agentId, plan, usage, links].every((value) => value === undefined);

const isSet = (patch: SessionPatch): boolean => Object.values(patch).every((value) => value !== undefined);

const withMessage = (session: SessionRecord, message: NewMessage, seq: number): SessionRecord => ({
  ...session,
  lastSeq: seq,
  lastMessage: {
    seq,
    kind: message.kind,
    fromName: message.from.name,
    preview: previewOf(message.text),
    level: message.level,
    at: message.createdAt,
  },
});

/** What is known of sessions as this transaction sees them. */
const createMemory = () => {
  const known = new Map<string, SessionRecord>();
  return {
    get: (id: string) => known.get(id),
    keep(session: SessionRecord): void {
      if (known.size >= MOST) known.clear();
      known.set(session.id, session);
    },
    patch(id: string, patch: SessionPatch): void {
      const session = known.get(id);
      if (session === undefined) return;
      if (isPlain(patch) && isSet(patch)) known.set(id, { ...session, ...patch });
      else known.delete(id);
    },
    forget: (id: string) => known.delete(id),
    forgetAll: () => known.clear(),
  };
};
type Memory = ReturnType<typeof createMemory>;

const sessionsWith = (memory: Memory, sessions: WriteTx["sessions"]): WriteTx["sessions"] => ({
  ...sessions,
  async byId(id) {
    const remembered = memory.get(id);
    if (remembered !== undefined) return remembered;
    const session = await sessions.byId(id);
    if (session !== undefined) memory.keep(session);
    return session;
  },
  async update(id, patch) {
    await sessions.update(id, patch);
    memory.patch(id, patch);
  },
  async remove(id) {
    memory.forget(id);
    await sessions.remove(id);
  },
});

const messagesWith = (memory: Memory, messages: WriteTx["messages"]): WriteTx["messages"] => ({
  ...messages,
  async append(message, patch) {
    const appended = await messages.append(message, patch);
    memory.patch(message.sessionId, { updatedAt: message.createdAt, ...patch });
    const session = memory.get(message.sessionId);
    if (session !== undefined) memory.keep(withMessage(session, message, appended.seq));
    return appended;
  },
});

/** They change how many replies of a session are due. */
const receiptsWith = (memory: Memory, receipts: WriteTx["receipts"]): WriteTx["receipts"] => ({
  ...receipts,
  async insert(receipt) {
    memory.forget(receipt.sessionId);
    await receipts.insert(receipt);
  },
  async move(messageIds, to) {
    const moved = await receipts.move(messageIds, to);
    for (const { sessionId } of moved) memory.forget(sessionId);
    return moved;
  },
});

/** They change how many questions of a session are open; rare enough to forget all. */
const questionsWith = (memory: Memory, questions: WriteTx["questions"]): WriteTx["questions"] => ({
  ...questions,
  async insert(question) {
    memory.forgetAll();
    await questions.insert(question);
  },
  async end(id, how) {
    memory.forgetAll();
    return questions.end(id, how);
  },
});

/** They change how many approvals of a session are open, and with that whether it needs a person: all are forgotten. */
const approvalsWith = (memory: Memory, approvals: WriteTx["approvals"]): WriteTx["approvals"] => ({
  ...approvals,
  async insert(approval) {
    memory.forgetAll();
    await approvals.insert(approval);
  },
  async end(id, how) {
    memory.forgetAll();
    return approvals.end(id, how);
  },
});

/**
 * The same transaction, which reads a session once and then knows what became of it: each post asks for its session
 * before and after, and nothing is dearer to read. Only one connection writes, so nobody else can change it. `forget`
 * is to be called whenever something is undone.
 */
export const rememberingSessions = (tx: WriteTx): { tx: WriteTx; forget(): void } => {
  const memory = createMemory();
  return {
    tx: {
      ...tx,
      sessions: sessionsWith(memory, tx.sessions),
      messages: messagesWith(memory, tx.messages),
      receipts: receiptsWith(memory, tx.receipts),
      questions: questionsWith(memory, tx.questions),
      approvals: approvalsWith(memory, tx.approvals),
      // Sessions show the names of both.
      agents: {
        ...tx.agents,
        async update(id, patch) {
          memory.forgetAll();
          await tx.agents.update(id, patch);
        },
      },
      machines: {
        ...tx.machines,
        async update(id, patch) {
          if (patch.name !== undefined) memory.forgetAll();
          await tx.machines.update(id, patch);
        },
      },
    },
    forget: memory.forgetAll,
  };
};
