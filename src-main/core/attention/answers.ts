import type { ApprovalsService } from "../approvals/approvals.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import type { Logger, Store } from "../ports.ts";
import type { QuestionsService } from "../questions/questions.ts";
import type { PersonCaller, PersonRecord } from "../records.ts";
import type { Reply } from "../steering/reply.ts";
import type { NoticeRecord } from "../store-attention.ts";
import type { Bundles } from "./bundles.ts";
import type { Batch, Board } from "./journal.ts";
import { lateApproval, lateQuestion } from "./late-words.ts";
import type { NoticeEvent, NoticeSurface } from "./notice.ts";
import { plainNotice } from "./notice-words.ts";
import type { Tasks } from "./tasks.ts";

/** What a notification is about, whether this run of the hub showed it or one before. */
interface About {
  happeningId: string | null;
  kind: NoticeRecord["kind"];
  sessionId: string | null;
  messageSeq: number | null;
  title: string;
}

export interface AnswerParts {
  store: Store;
  logger: Logger;
  newId: NewId;
  signIn: { owner(): Promise<PersonRecord> };
  approvals: Pick<ApprovalsService, "decide" | "readTyped">;
  questions: Pick<QuestionsService, "answer">;
  reply: Reply;
  surface: NoticeSurface;
  board: Board;
  bundles: Bundles;
  tasks: Tasks;
  openDiscussion(sessionId: string | null, messageSeq: number | null): void;
}

const device = (personId: string): NonNullable<PersonCaller["device"]> => ({
  id: "desktop",
  tokenHash: "",
  personId,
  kind: "browser",
  name: "desktop notification",
  address: null,
  createdAt: 0,
  lastUsedAt: 0,
});

const gone: About = { happeningId: null, kind: "message", sessionId: null, messageSeq: null, title: "Muster" };

/** Of one that says how an answer came out: a click on it opens what it was about. */
const MOST_SAID = 50;

/** What the person said with it, or undefined where that was done. */
type Outcome = string | undefined;

const decide = async (
  { store, approvals }: AnswerParts,
  caller: PersonCaller,
  id: string,
  decision: "allow" | "deny",
): Promise<Outcome> => {
  const { approval, isDone } = await approvals.decide(caller, id, { decision, via: "notification" });
  return isDone ? undefined : lateApproval(store.read, approval);
};

const answer = async (
  { store, questions }: AnswerParts,
  caller: PersonCaller,
  id: string,
  request: { optionId: string } | { text: string },
): Promise<Outcome> => {
  const { question, isDone } = await questions.answer(caller, id, request);
  return isDone ? undefined : lateQuestion(store.read, question);
};

/** Typed words answer a question that takes such, decide where they are meant so, and else steer. */
const say = async (parts: AnswerParts, caller: PersonCaller, about: About, text: string): Promise<Outcome> => {
  const { store, approvals, reply } = parts;
  const { happeningId, kind, sessionId } = about;
  if (sessionId === null) return "This can't be replied to. Open the discussion instead.";
  const question = kind === "question" ? await store.read.questions.byId(idIn(happeningId)) : undefined;
  if (question?.free === true) return answer(parts, caller, question.id, { text });
  const typed = await approvals.readTyped(caller, sessionId, { text });
  if (typed.type === "decision") return typed.isDone ? undefined : lateApproval(store.read, typed.approval);
  await reply(caller, sessionId, { text: typed.text });
  return undefined;
};

const idIn = (happeningId: string | null) => (happeningId ?? "").replace(/^\w+:/, "");

const OPTION = "option:";

const doIt = (parts: AnswerParts, caller: PersonCaller, about: About, event: NoticeEvent): Promise<Outcome> => {
  const id = idIn(about.happeningId);
  if (event.type === "replied") return say(parts, caller, about, event.text);
  if (event.type !== "chosen") return Promise.resolve(undefined);
  const { actionId } = event;
  if (about.kind === "approval" && (actionId === "allow" || actionId === "deny")) {
    return decide(parts, caller, id, actionId);
  }
  if (about.kind === "question" && actionId.startsWith(OPTION)) {
    return answer(parts, caller, id, { optionId: actionId.slice(OPTION.length) });
  }
  return Promise.resolve("This button does nothing any more. Open the discussion instead.");
};

/** What the notification with this id is about, whichever run of the hub showed it. */
const find = async ({ store, board }: AnswerParts, noticeId: string): Promise<About | undefined> => {
  const there = board.there().filter(({ noticeId: id, target }) => id === noticeId && target.type === "desktop");
  return there.at(-1) ?? store.read.notices.ofNotice("desktop", noticeId);
};

/** Where a click on it goes: of several things to the first of them, and of several sessions to all that need somebody. */
const placeOf = ({ board }: AnswerParts, noticeId: string, found: About | undefined) => {
  const there = board.there().filter(({ noticeId: id, target }) => id === noticeId && target.type === "desktop");
  if (new Set(there.map(({ sessionId }) => sessionId)).size > 1) return { sessionId: null, messageSeq: null };
  const seqs = there.flatMap(({ messageSeq }) => messageSeq ?? []);
  const first = seqs.length === 0 ? found?.messageSeq : Math.min(...seqs);
  return { sessionId: found?.sessionId ?? null, messageSeq: first ?? null };
};

/**
 * Does what the owner chooses or types in a notification, through the same services as a page: the first answer wins, and the
 * ledger has it. Says in a silent notification what did not come out. Returns the way to stop.
 */
export const answerNotices = (parts: AnswerParts): { settled(): Promise<void>; stop(): void } => {
  const { surface, board, bundles, tasks, logger, signIn, newId, openDiscussion } = parts;
  const said = new Map<string, About>();

  const tell = (about: About, words: string) => {
    const id = `said:${newId()}`;
    said.set(id, about);
    if (said.size > MOST_SAID) said.delete(said.keys().next().value ?? "");
    const { sessionId, messageSeq, title, kind } = about;
    const notice = plainNotice({ id, kind, loudness: "silent", sessionId, messageSeq, title, body: words });
    return surface.show(notice).catch(() => logger.info({}, "how an answer came out could not be shown"));
  };
  /** It is no longer there; whether it was answered, the changes say. */
  const close = (noticeId: string) =>
    tasks.add(async (batch: Batch) => {
      bundles.forget(noticeId);
      for (const record of board.there()) {
        if (record.noticeId === noticeId && record.target.type === "desktop") batch.put({ ...record, isThere: false });
      }
    });

  const handle = async (event: NoticeEvent) => {
    // A click may be quicker than what is kept of what was clicked.
    await tasks.settled();
    if (event.type === "dismissed") return close(event.id);
    const about = said.get(event.id) ?? (await find(parts, event.id));
    if (event.type === "opened") {
      const { sessionId, messageSeq } = placeOf(parts, event.id, about);
      openDiscussion(sessionId, messageSeq);
      surface.withdraw(event.id);
      return close(event.id);
    }
    if (about === undefined) return tell(gone, "Too late: its session is gone.");
    const owner = await signIn.owner();
    const words = await doIt(parts, { ...owner, device: device(owner.id) }, about, event).catch((error: unknown) => {
      if (error instanceof HubError) return error.message;
      logger.warn({ error: String(error) }, "an answer from a notification could not be taken");
      return "It could not be done. Open the discussion instead.";
    });
    // An answered one goes by itself on some systems and stays on others.
    surface.withdraw(event.id);
    close(event.id);
    if (words !== undefined) await tell(about, words);
  };

  let running = Promise.resolve();
  const stop = surface.onEvent((event) => {
    running = running
      .then(() => handle(event))
      .catch((error: unknown) => logger.warn({ error: String(error) }, "a notification's event could not be handled"));
  });
  return { settled: () => running, stop };
};
