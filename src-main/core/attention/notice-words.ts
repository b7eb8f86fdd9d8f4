import type { PageNotice } from "#contract/attention.ts";
import { summaryOf } from "../approvals/summary.ts";
import { bundleBody } from "./bundle.ts";
import type { Occurrence } from "./happenings.ts";
import type { Notice, NoticeAction } from "./notice.ts";

/** As much of a call as every system shows: a longer one is approved only where all of it can be read. */
const MOST_CALL_CHARS = 240;

const actionsOf = ({ approval, question }: Occurrence): NoticeAction[] => {
  if (approval !== null) {
    const isShownWhole = summaryOf(approval.tool, approval.input, undefined).length <= MOST_CALL_CHARS;
    return [...(isShownWhole ? [{ id: "allow", label: "Approve" }] : []), { id: "deny", label: "Deny" }];
  }
  return (question?.options ?? []).map(({ id, label }) => ({ id: `option:${id}`, label }));
};

const replyOf = ({ question, agent }: Occurrence): Notice["reply"] => ({
  placeholder: question?.free === true ? "Your answer" : `Reply to ${agent}`,
});

/** More than any system shows; a message may have 64 KiB. */
const MOST_CHARS = 2000;
const shorten = (text: string) =>
  (text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS - 1)}…` : text).toWellFormed();

/** How something is shown: `count` things in one, loudly or not. */
export interface Shown extends Pick<Notice, "id" | "loudness" | "sound"> {
  count: number;
}

/** A notification with its answers. */
export const noticeOf = (occurrence: Occurrence, { count, ...how }: Shown): Notice => ({
  ...how,
  kind: occurrence.kind,
  sessionId: occurrence.sessionId,
  messageSeq: occurrence.messageSeq,
  title: occurrence.title,
  subtitle: occurrence.subtitle,
  body: bundleBody(shorten(occurrence.body), count),
  actions: actionsOf(occurrence),
  reply: replyOf(occurrence),
});

/** One without buttons: it says something, and a click on it opens what it is about. */
export const plainNotice = (words: Pick<Notice, "id" | "kind" | "title" | "body"> & Partial<Notice>): Notice => ({
  loudness: "normal",
  sound: false,
  sessionId: null,
  messageSeq: null,
  subtitle: "",
  actions: [],
  reply: null,
  ...words,
});

/** What a page gets of it: it has its own buttons once it is open. */
export const pageNoticeOf = ({ actions: _actions, reply: _reply, ...notice }: Notice): PageNotice => notice;
