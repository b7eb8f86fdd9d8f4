import type { Approval } from "#contract/approval.ts";
import type { Message } from "#contract/message.ts";
import type { Question } from "#contract/question.ts";
import type { Receipt } from "#contract/receipt.ts";
import { createNotifier } from "./notifier.ts";
import { createReading, type Later, type ReadAfter } from "./reading.ts";
import { createRows, pageOfSeq, pageSize, type Rows } from "./rows.ts";
import { createTouches, type Touches } from "./touches.ts";

export interface DiscussionDeps {
  readAfter: ReadAfter;
  later: Later;
  mayRetry: (error: unknown) => boolean;
  /** Told of every message that was read or came. */
  seen: (message: Message) => void;
}

/** One discussion as this screen has it: a window of its messages that follows what is looked at. */
export interface Discussion {
  get(seq: number): Message | undefined;
  /** The highest number that came since the last resync; the session may know of a higher one. */
  newest(): number;
  /** Says which messages are on the screen, of how many, so that they are read. */
  look(fromSeq: number, toSeq: number, lastSeq: number): void;
  take(message: Message): void;
  /** Takes what an answer brought, unless the stream was faster: then that is newer. */
  takeAnswer(message: Message): void;
  takeReceipt(seq: number, receipt: Receipt): void;
  takeQuestion(seq: number, question: Question): void;
  takeApproval(seq: number, approval: Approval): void;
  /** The stream has a gap: everything is read again. */
  resync(): void;
  /** The hub is back: reads at once what failed. */
  retry(): void;
  /** Why the messages looked at could not be read, or null. */
  failure(): unknown;
  subscribe(listener: () => void): () => void;
  /** Changes with everything that can be seen. */
  version(): number;
  close(): void;
}

/** Read ahead, so that a row is there before it comes into view. */
const AHEAD = 40;

const pagesAround = (fromSeq: number, toSeq: number, lastSeq: number): [number, number] => [
  pageOfSeq(Math.max(1, fromSeq - AHEAD)),
  pageOfSeq(Math.max(1, Math.min(lastSeq, toSeq + AHEAD))),
];

interface Answer {
  page: number;
  messages: readonly Message[];
  /** The moment at which the page was asked for, by the touches' clock. */
  since: number;
  readTo: number;
}

/** Puts a page into the rows, without undoing what came on the stream meanwhile. */
const mergePage = (rows: Rows, touches: Touches, { page, messages, since, readTo }: Answer): Message[] => {
  const fresh = messages.map((message) => touches.newer(message, since));
  rows.putPage(page, fresh, messages.length === pageSize ? (page + 1) * pageSize : readTo);
  for (const message of touches.messagesSince(since)) if (!rows.get(message.seq)) rows.put(message);
  return fresh;
};

/** The answer to a reply may come after the stream has told that the reply went on: what is known is not undone. */
const withLaterReceipt = (message: Message, known: Message | undefined): Message => {
  if (known?.id !== message.id || !known.receipt || !message.receipt) return message;
  return known.receipt.at < message.receipt.at ? message : { ...message, receipt: known.receipt };
};

/** A question or approval that was closed stays so: what still has it open was read before. */
const withLaterEnd = (message: Message, known: Message | undefined): Message => {
  if (known?.id !== message.id) return message;
  const { question, approval } = known;
  if (question && question.state !== "open") return { ...message, question };
  return approval && approval.state !== "open" ? { ...message, approval } : message;
};

interface TakingDeps {
  rows: Rows;
  touches: Touches;
  /** Whether a page is on its way, which may be older than what comes. */
  isBusy: () => boolean;
  seen: (message: Message) => void;
  changed: () => void;
}

/** Takes what the stream brings, without undoing what is known to be later. */
const createTaking = ({ rows, touches, isBusy, seen, changed }: TakingDeps) => ({
  take(given: Message) {
    const known = rows.get(given.seq);
    const message = withLaterEnd(withLaterReceipt(given, known), known);
    if (isBusy()) touches.note(message.seq, { message });
    rows.put(message);
    seen(message);
    changed();
  },
  takeReceipt(seq: number, receipt: Receipt) {
    if (isBusy()) touches.note(seq, { receipt });
    rows.putReceipt(seq, receipt);
    changed();
  },
  takeQuestion(seq: number, question: Question) {
    const known = rows.get(seq)?.question;
    if (question.state === "open" && known && known.state !== "open") return;
    if (isBusy()) touches.note(seq, { question });
    rows.putQuestion(seq, question);
    changed();
  },
  takeApproval(seq: number, approval: Approval) {
    const known = rows.get(seq)?.approval;
    if (approval.state === "open" && known && known.state !== "open") return;
    if (isBusy()) touches.note(seq, { approval });
    rows.putApproval(seq, approval);
    changed();
  },
});

export const createDiscussion = ({ readAfter, later, mayRetry, seen }: DiscussionDeps): Discussion => {
  const rows = createRows();
  const touches = createTouches();
  const notifier = createNotifier(later);
  let lastSeq = 0;
  let looked: readonly [number, number] = [0, -1];
  let failure: unknown = null;

  const begin = (page: number) => {
    const since = touches.now();
    const readTo = lastSeq;
    return (messages: Message[]) => {
      const fresh = mergePage(rows, touches, { page, messages, since, readTo });
      rows.trim(...looked);
      if (!reading.isBusy()) touches.clear();
      failure = null;
      for (const message of fresh) seen(message);
      notifier.now();
    };
  };
  const failed = (error: unknown) => {
    failure = error;
    notifier.now();
  };
  const lacks = (page: number) => page * pageSize < lastSeq && rows.lacks(page, lastSeq);
  const reading = createReading({ readAfter, later, mayRetry, lacks, begin, failed });
  const taking = createTaking({ rows, touches, isBusy: () => reading.isBusy(), seen, changed: notifier.soon });
  const resync = () => {
    rows.expire(...looked);
    touches.clear();
    reading.again();
    notifier.now();
  };

  return {
    get: rows.get,
    newest: rows.newest,
    look(fromSeq, toSeq, last) {
      lastSeq = last;
      if (last > 0) reading.want(...(looked = pagesAround(fromSeq, toSeq, last)));
    },
    ...taking,
    takeAnswer: (message) => void (rows.get(message.seq) ?? taking.take(message)),
    resync,
    retry: () => void (failure !== null && reading.again()),
    failure: () => failure,
    subscribe: notifier.subscribe,
    version: notifier.version,
    close: () => (reading.stop(), notifier.close()),
  };
};
