import type { PostMessageRequest } from "#contract/message.ts";
import type { SessionState } from "#contract/session.ts";
import { signAt } from "../attention/habit.ts";
import { bindFiles, filesToTake } from "../attachments/take-along.ts";
import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import type { Clock } from "../ports.ts";
import type { MachineRecord, MessageRecord, SessionRecord } from "../records.ts";
import { sessionOfMachine } from "../sessions/access.ts";
import type { SessionPatch, WriteTx } from "../store.ts";
import { refuseLongText } from "./text.ts";

export interface Posted {
  message: MessageRecord;
  session: SessionRecord;
  stateBefore: SessionState;
}

export type PostMessage = (
  machine: MachineRecord,
  sessionId: string,
  request: PostMessageRequest,
  once?: Once,
) => Promise<Posted>;

interface Parts {
  writeOnce: WriteOnce;
  newId: NewId;
  clock: Clock;
  changes: Changes;
}

const checkReplyTo = async (tx: WriteTx, sessionId: string, replyTo: string | undefined) => {
  if (replyTo === undefined) return;
  const target = await tx.messages.byId(replyTo);
  if (target?.sessionId !== sessionId) {
    throw new HubError("invalid", "`replyTo` names no message of this session.", {
      issues: [{ path: "replyTo", message: "must be the id of a message of this session" }],
    });
  }
};

/** What a post changes of its session. A post to a closed session opens it again: what an agent says is seen. */
const patchOf = (session: SessionRecord, request: PostMessageRequest, now: number): SessionPatch => {
  const state = request.state ?? (session.state === "closed" ? "working" : session.state);
  const patch: SessionPatch = signAt(session, now);
  if (state !== session.state) {
    patch.state = state;
    patch.closedAt = state === "closed" ? now : null;
    if (session.stateNote !== null) patch.stateNote = null;
  }
  if (request.progress !== undefined) patch.progress = request.progress;
  return patch;
};

/** Adds an agent's message to its session; resolves once it is on disk. */
export const createPostMessage =
  (parts: Parts): PostMessage =>
  async (machine, sessionId, request, once) => {
    refuseLongText(request.text);
    const { value, isReplay } = await parts.writeOnce(once, async (tx): Promise<Posted> => {
      const before = await sessionOfMachine(tx, machine.id, sessionId);
      await checkReplyTo(tx, sessionId, request.replyTo);
      const now = parts.clock();
      const attachments = await filesToTake(tx, request.attachments, { machineId: machine.id });
      const message = await tx.messages.append(
        {
          id: parts.newId(),
          sessionId,
          kind: "post",
          from: { type: "agent", id: before.agent.id, name: before.agent.name, role: null },
          text: request.text,
          level: request.level ?? "info",
          replyTo: request.replyTo ?? null,
          quote: null,
          createdAt: now,
          attachments,
        },
        patchOf(before, request, now),
      );
      await bindFiles(tx, message);
      const session = await tx.sessions.byId(sessionId);
      return { message, session: session ?? before, stateBefore: before.state };
    });
    if (!isReplay) parts.changes.publish({ type: "message", ...value });
    return value;
  };
