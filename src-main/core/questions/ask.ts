import type { AskRequest } from "#contract/question.ts";
import type { SessionState } from "#contract/session.ts";
import { signAt } from "../attention/habit.ts";
import { refuseLongText } from "../messages/text.ts";
import type { NewId } from "../ids.ts";
import type { MachineRecord, MessageRecord, QuestionRecord, SessionRecord } from "../records.ts";
import { sessionOfMachine } from "../sessions/access.ts";
import type { SessionPatch, WriteTx } from "../store.ts";

export interface Asked {
  question: QuestionRecord;
  message: MessageRecord;
  session: SessionRecord;
  stateBefore: SessionState;
}

/** The options with an id each: the given one, else the first number that no other has. */
const withIds = (options: NonNullable<AskRequest["options"]>): QuestionRecord["options"] => {
  const taken = new Set(options.flatMap(({ id }) => (id === undefined ? [] : [id])));
  let number = 0;
  const free = () => {
    do number += 1;
    while (taken.has(String(number)));
    return String(number);
  };
  return options.map(({ id, label, detail }) => ({ id: id ?? free(), label, detail: detail ?? null }));
};

/** Writes the question and the message that it comes with. Asking in a closed session opens it again, as a post does. */
export const writeQuestion = async (
  tx: WriteTx,
  parts: { newId: NewId; now: number },
  machine: MachineRecord,
  sessionId: string,
  request: AskRequest,
): Promise<Asked> => {
  refuseLongText(request.text);
  const { newId, now } = parts;
  const before = await sessionOfMachine(tx, machine.id, sessionId);
  const patch: SessionPatch = signAt(before, now);
  if (before.state === "closed") Object.assign(patch, { state: "working", closedAt: null });
  // The question's id is made first, so that the newest id of all is always one of a message.
  const id = newId();
  const appended = await tx.messages.append(
    {
      id: newId(),
      sessionId,
      kind: "question",
      from: { type: "agent", id: before.agent.id, name: before.agent.name, role: null },
      text: request.text,
      level: "info",
      replyTo: null,
      quote: null,
      createdAt: now,
    },
    patch,
  );
  const options = withIds(request.options ?? []);
  await tx.questions.insert({
    id,
    messageId: appended.id,
    options,
    free: request.free ?? options.length === 0,
    expiresAt: request.timeoutSeconds === undefined ? null : now + request.timeoutSeconds * 1000,
  });
  const question = await tx.questions.byId(id);
  const session = await tx.sessions.byId(sessionId);
  if (question === undefined || session === undefined) throw new Error("the question just written is not there");
  return { question, message: { ...appended, question }, session, stateBefore: before.state };
};
