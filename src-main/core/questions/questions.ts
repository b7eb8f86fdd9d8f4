import type { AnswerRequest, AskRequest } from "#contract/question.ts";
import type { Change, Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import { roleIn } from "../people/access.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { MachineRecord, PersonRecord, QuestionRecord } from "../records.ts";
import type { QuestionEnd, ReadTx, WriteTx } from "../store.ts";
import { refuseWrongAnswer } from "./answer.ts";
import { writeQuestion } from "./ask.ts";
import { createExpiry } from "../waits/expiry.ts";
import { park } from "../waits/park.ts";
import { createWaiters, type Waiters } from "../waits/waiters.ts";

/** What became of a question that one tried to end; `isDone` is false when it was over already. */
export interface Ended {
  question: QuestionRecord;
  isDone: boolean;
}

export interface QuestionsService {
  /** Asks; resolves once the question and its message are on disk. */
  ask(machine: MachineRecord, sessionId: string, request: AskRequest, once?: Once): Promise<QuestionRecord>;
  /** The question, at once or as soon as it is no longer open; open still at the end of the wait. */
  wait(
    machine: MachineRecord,
    id: string,
    request: { waitSeconds: number; signal?: AbortSignal },
  ): Promise<QuestionRecord>;
  /** Takes it back. */
  withdraw(machine: MachineRecord, id: string): Promise<Ended>;
  /** The first answer wins. Throws `forbidden` for a viewer, `invalid` for an answer that the question does not take. */
  answer(person: PersonRecord, id: string, request: AnswerRequest, once?: Once): Promise<Ended>;
  endOfMachine(machineId: string, error: Error): void;
  endOfSession(sessionId: string, error: Error): void;
  /** Ends every wait, for a hub that closes. */
  close(): Promise<void>;
}

export interface QuestionParts {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  writeOnce: WriteOnce;
  newId: NewId;
}

const missing = () => new HubError("not-found", "There is no question with this id here.");

const questionOfMachine = async (tx: ReadTx, machineId: string, id: string): Promise<QuestionRecord> => {
  const question = await tx.questions.byId(id);
  const session = question && (await tx.sessions.byId(question.sessionId));
  if (question === undefined || session?.machineId !== machineId) throw missing();
  return question;
};

const end = async (tx: WriteTx, question: QuestionRecord, how: QuestionEnd): Promise<Ended> => {
  const isDone = await tx.questions.end(question.id, how);
  return { isDone, question: (await tx.questions.byId(question.id)) ?? question };
};

/** Ends the waits for questions that were ended, and tells screens. */
const tellEnded = async (
  { store, changes }: QuestionParts,
  waiters: Waiters<QuestionRecord>,
  ended: QuestionRecord[],
) => {
  for (const question of ended) waiters.settle(question);
  for (const question of ended) {
    const session = await store.read.sessions.byId(question.sessionId);
    if (session === undefined) continue;
    changes.publish({ type: "question", question, session }, { type: "session", session, stateBefore: session.state });
  }
};

const endAll = async (
  tx: WriteTx,
  found: QuestionRecord[],
  how: Omit<QuestionEnd, "answer">,
): Promise<QuestionRecord[]> => {
  const ended: QuestionRecord[] = [];
  for (const question of found) ended.push((await end(tx, question, { ...how, answer: null })).question);
  return ended;
};

/** Ends what ran out and what nobody can wait for any more; both in the next moment after a start of the hub, too. */
const createSweeps = (parts: QuestionParts, waiters: Waiters<QuestionRecord>) => {
  const { store, clock } = parts;
  const expire = async (): Promise<number | undefined> => {
    const now = clock();
    if ((await store.read.questions.expired(now)).length > 0) {
      const ended = await store.write(async (tx) =>
        endAll(tx, await tx.questions.expired(now), { state: "expired", at: now }),
      );
      await tellEnded(parts, waiters, ended);
    }
    return store.read.questions.nextExpiry();
  };
  const withdrawStranded = async () => {
    // Again and again, since the store gives a bounded number at once.
    while ((await store.read.questions.stranded()).length > 0) {
      const ended = await store.write(async (tx) =>
        endAll(tx, await tx.questions.stranded(), { state: "withdrawn", at: clock() }),
      );
      await tellEnded(parts, waiters, ended);
    }
  };
  return { expire, withdrawStranded };
};

const answerOnce = async (
  { clock, writeOnce }: QuestionParts,
  person: PersonRecord,
  id: string,
  request: AnswerRequest,
  once: Once | undefined,
) => {
  return writeOnce(once, async (tx): Promise<Ended> => {
    const question = await tx.questions.byId(id);
    const role = question && (await roleIn(tx, person, question.sessionId));
    if (question === undefined || role === undefined) throw missing();
    if (role === "viewer") {
      throw new HubError("forbidden", "A viewer can't answer a question. Ask an owner or operator.");
    }
    if (question.state !== "open") return { question, isDone: false };
    refuseWrongAnswer(question, request);
    const at = clock();
    const by = { id: person.id, name: person.name };
    const answer = { optionId: request.optionId ?? null, text: request.text ?? null, by, at };
    return end(tx, question, { state: "answered", answer, at });
  });
};

const createAsk =
  (parts: QuestionParts, watch: (at: number) => void): QuestionsService["ask"] =>
  async (machine, sessionId, request, once) => {
    const { value, isReplay } = await parts.writeOnce(once, (tx) =>
      writeQuestion(tx, { newId: parts.newId, now: parts.clock() }, machine, sessionId, request),
    );
    const { question, message, session, stateBefore } = value;
    if (!isReplay) {
      if (question.expiresAt !== null) watch(question.expiresAt);
      parts.changes.publish(
        { type: "message", message, session, stateBefore },
        { type: "question", question, session },
      );
    }
    return question;
  };

/** Whether open questions may be left that nobody can wait for. */
const mayStrand = (change: Change): boolean => {
  if (change.type === "machine-revoked") return true;
  if (change.type !== "session" && change.type !== "message") return false;
  return change.session.state === "closed" && change.session.openQuestions > 0;
};

/** Questions of agents and their ends. Ends at once what ran out while the hub was off. */
export const createQuestions = async (parts: QuestionParts): Promise<QuestionsService> => {
  const { store, clock, logger } = parts;
  const waiters = createWaiters<QuestionRecord>();
  const { expire, withdrawStranded } = createSweeps(parts, waiters);
  const expiry = createExpiry({ clock, logger, of: "questions", expire });
  let sweeping = withdrawStranded();
  const unsubscribe = parts.changes.subscribe((change) => {
    if (!mayStrand(change)) return;
    sweeping = sweeping.then(withdrawStranded).catch((error: unknown) => {
      logger.warn({ error: String(error) }, "questions of a closed session could not be withdrawn");
    });
  });
  await sweeping;
  const next = await expire();
  if (next !== undefined) expiry.watch(next);
  const isOverdue = (question: QuestionRecord | undefined) =>
    question?.state === "open" && question.expiresAt !== null && question.expiresAt <= clock();
  /** A timer may be late after the computer slept: who asks then must not see the question open. */
  const expireIfOverdue = async (id: string) => {
    if (isOverdue(await store.read.questions.byId(id))) await expire();
  };
  return {
    ask: createAsk(parts, expiry.watch),
    async wait(machine, id, request) {
      await expireIfOverdue(id);
      const { sessionId, ...question } = await questionOfMachine(store.read, machine.id, id);
      if (question.state !== "open" || request.waitSeconds === 0) return { ...question, sessionId };
      const { ended, leave } = park(waiters, { id, sessionId, machineId: machine.id }, request);
      // Parked before it looks again, so that an end in between is not missed.
      const again = await store.read.questions.byId(id);
      if (again?.state !== "open") leave();
      return (await ended) ?? questionOfMachine(store.read, machine.id, id);
    },
    async withdraw(machine, id) {
      await expireIfOverdue(id);
      const done = await store.write(async (tx) => {
        const question = await questionOfMachine(tx, machine.id, id);
        return end(tx, question, { state: "withdrawn", answer: null, at: clock() });
      });
      if (done.isDone) await tellEnded(parts, waiters, [done.question]);
      return done;
    },
    async answer(person, id, request, once) {
      await expireIfOverdue(id);
      const { value, isReplay } = await answerOnce(parts, person, id, request, once);
      if (value.isDone && !isReplay) await tellEnded(parts, waiters, [value.question]);
      return value;
    },
    endOfMachine: (machineId, error) => waiters.end((waiter) => waiter.machineId === machineId, error),
    endOfSession: (sessionId, error) => waiters.end((waiter) => waiter.sessionId === sessionId, error),
    async close() {
      unsubscribe();
      waiters.end(() => true);
      await Promise.all([expiry.close(), sweeping]);
    },
  };
};
