import type { AnswerRequest, AskRequest } from "#contract/question.ts";
import { goOn } from "../attention/go-on.ts";
import type { Change, Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { Once, OnceResult, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import { noteBehind } from "../approvals/behind.ts";
import { byPerson } from "../ledger/entry.ts";
import type { LedgerService } from "../ledger/ledger.ts";
import { roleIn } from "../people/access.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { MachineRecord, PersonCaller, QuestionRecord } from "../records.ts";
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
  answer(person: PersonCaller, id: string, request: AnswerRequest, once?: Once): Promise<Ended>;
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
  ledger: Pick<LedgerService, "refusals">;
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
  if (isDone) await goOn(tx, question.sessionId, how.at);
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

/** What an answer came to; a refused one is written down, so its transaction ends well all the same. */
type Answered = ({ type: "tried" } & Ended) | { type: "refused"; why: "unseen" | "viewer" };

const aboutQuestion = ({ id, sessionId, text }: QuestionRecord) => ({
  sessionId,
  subject: { type: "question", id, name: text.slice(0, 200).toWellFormed() },
});

const answerIn = async (
  tx: WriteTx,
  { ledger: { refusals } }: Pick<QuestionParts, "ledger">,
  caller: PersonCaller,
  { id, request, at }: { id: string; request: AnswerRequest; at: number },
): Promise<Answered> => {
  const question = await tx.questions.byId(id);
  if (question === undefined) throw missing();
  const role = await roleIn(tx, caller, question.sessionId);
  if (role === undefined || role === "viewer") {
    const why = role === undefined ? "unseen" : "viewer";
    const doer = byPerson(role === undefined ? caller : { ...caller, role });
    const entry = { ...doer, at, type: "decision-refused", ...aboutQuestion(question), details: { why } } as const;
    await refusals.appendIn(tx, entry);
    return { type: "refused", why };
  }
  if (question.state !== "open") return { type: "tried", question, isDone: false };
  refuseWrongAnswer(question, request);
  const by = { id: caller.id, name: caller.name };
  const answer = { optionId: request.optionId ?? null, text: request.text ?? null, by, at };
  const ended = await end(tx, question, { state: "answered", answer, at });
  const details = { optionId: answer.optionId, hasText: answer.text !== null };
  const person = { ...caller, role };
  await tx.ledger.append({ ...byPerson(person), at, type: "question-answered", ...aboutQuestion(question), details });
  // The agent works on their words from here on.
  await noteBehind(tx, question.sessionId, [person], null);
  return { type: "tried", ...ended };
};

const answerOnce = async (
  parts: QuestionParts,
  caller: PersonCaller,
  id: string,
  request: AnswerRequest,
  once: Once | undefined,
): Promise<OnceResult<Ended>> => {
  const { value, isReplay } = await parts.writeOnce(once, (tx) =>
    answerIn(tx, parts, caller, { id, request, at: parts.clock() }),
  );
  if (value.type === "tried") return { value, isReplay };
  if (value.why === "unseen") throw missing();
  throw new HubError("forbidden", "A viewer can't answer a question. Ask an owner or operator.");
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
