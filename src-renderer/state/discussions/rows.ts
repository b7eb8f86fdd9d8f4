import type { Approval } from "#contract/approval.ts";
import type { Message } from "#contract/message.ts";
import type { Question } from "#contract/question.ts";
import type { Receipt } from "#contract/receipt.ts";

/** How many messages one page holds; page 0 is messages 1 to 100. */
export const pageSize = 100;
const mostPages = 24;

export const pageOfSeq = (seq: number): number => Math.floor((seq - 1) / pageSize);

interface Page {
  rows: (Message | undefined)[];
  /** What was asked of the hub up to this number and is not there does not exist. */
  readTo: number;
  isStale: boolean;
}

/** The messages of one discussion that this screen has, by their number. */
export interface Rows {
  get(seq: number): Message | undefined;
  /** The highest number seen since the last `expire`. */
  newest(): number;
  put(message: Message): void;
  putReceipt(seq: number, receipt: Receipt): void;
  putQuestion(seq: number, question: Question): void;
  putApproval(seq: number, approval: Approval): void;
  /** Takes a page as the hub has it; `readTo` is the highest number that existed for sure when it was asked. */
  putPage(page: number, messages: readonly Message[], readTo: number): void;
  /** Whether something of this page, up to `lastSeq`, has to be read. */
  lacks(page: number, lastSeq: number): boolean;
  /** Forgets what is far from the pages that are looked at. */
  trim(from: number, to: number): void;
  /** All that is kept may be old: the pages looked at are shown until they are read again, the others go. */
  expire(from: number, to: number): void;
}

const isSame = (a: Message, b: Message) =>
  a.id === b.id &&
  a.text === b.text &&
  a.receipt?.state === b.receipt?.state &&
  a.receipt?.at === b.receipt?.at &&
  a.question?.state === b.question?.state &&
  a.approval?.state === b.approval?.state;

const distance = (page: number, from: number, to: number) => (page < from ? from - page : page > to ? page - to : 0);

const at = (seq: number) => (seq - 1) % pageSize;

const hasHole = (page: Page, number: number, lastSeq: number): boolean => {
  const end = Math.min(lastSeq, (number + 1) * pageSize);
  for (let seq = Math.max(number * pageSize, page.readTo) + 1; seq <= end; seq++)
    if (page.rows[at(seq)] === undefined) return true;
  return false;
};

const trimPages = (pages: Map<number, Page>, from: number, to: number): void => {
  if (pages.size <= mostPages) return;
  const far = Array.from(pages.keys()).toSorted((a, b) => distance(b, from, to) - distance(a, from, to));
  for (const number of far.slice(0, pages.size - mostPages)) pages.delete(number);
};

const expirePages = (pages: Map<number, Page>, from: number, to: number): void => {
  for (const [number, page] of pages) {
    if (number < from || number > to) pages.delete(number);
    else pages.set(number, { ...page, isStale: true, readTo: 0 });
  }
};

export const createRows = (): Rows => {
  const pages = new Map<number, Page>();
  let newest = 0;

  const pageFor = (number: number): Page => {
    const known = pages.get(number);
    if (known) return known;
    const page: Page = { rows: [], readTo: 0, isStale: false };
    pages.set(number, page);
    return page;
  };
  const get = (seq: number) => pages.get(pageOfSeq(seq))?.rows[at(seq)];
  const put = (message: Message) => {
    const known = get(message.seq);
    newest = Math.max(newest, message.seq);
    if (known && isSame(known, message)) return;
    pageFor(pageOfSeq(message.seq)).rows[at(message.seq)] = message;
  };
  const putPage = (number: number, messages: readonly Message[], readTo: number) => {
    const page = pageFor(number);
    const before = page.rows;
    if (page.isStale) page.rows = [];
    page.isStale = false;
    page.readTo = Math.max(page.readTo, readTo);
    for (const message of messages) {
      if (pageOfSeq(message.seq) !== number) continue;
      const known = before[at(message.seq)];
      page.rows[at(message.seq)] = known && isSame(known, message) ? known : message;
      newest = Math.max(newest, message.seq);
    }
  };

  return {
    get,
    put,
    putPage,
    newest: () => newest,
    putReceipt(seq, receipt) {
      const known = get(seq);
      if (known && known.id === receipt.messageId) put({ ...known, receipt });
    },
    putQuestion(seq, question) {
      const known = get(seq);
      if (known && known.id === question.messageId) put({ ...known, question });
    },
    putApproval(seq, approval) {
      const known = get(seq);
      if (known && known.id === approval.messageId) put({ ...known, approval });
    },
    lacks(number, lastSeq) {
      const page = pages.get(number);
      return !page || page.isStale || hasHole(page, number, lastSeq);
    },
    trim: (from, to) => trimPages(pages, from, to),
    expire(from, to) {
      newest = 0;
      expirePages(pages, from, to);
    },
  };
};
