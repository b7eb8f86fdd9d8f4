import type { Notice } from "../../core/attention/notice.ts";

/** What of a notification is shown as text: no control characters, nothing that turns the direction of text, short. */
export interface NoticeText {
  title: string;
  /** Machine and agent, and what happened. */
  subtitle: string;
  body: string;
}

const mostOfTitle = 120;
const mostOfBody = 400;
const mostLines = 6;
const mostOfLabel = 40;

/** What happened, where buttons and text alone don't say it. */
const kindWords: Record<Notice["kind"], string> = {
  approval: "asks for approval",
  question: "asks you",
  waiting: "waits for you",
  urgent: "urgent",
  mention: "mentions you",
  failed: "failed",
  done: "done",
  stalled: "gives no sign",
  message: "",
  digest: "",
  test: "",
};

// oxlint-disable-next-line no-control-regex -- no server shows them, and a zero byte ends a text
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]+/g;
// What makes a text look like another one: embeddings, overrides and isolates of direction, and what has no width.
const unseen = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]+/gu;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

const cut = (text: string, most: number): string => {
  const units = most * 4;
  let kept = "";
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    // One character may carry any number of marks.
    if (++count > most || kept.length + segment.length > units) return `${kept.trimEnd()}…`;
    kept += segment;
  }
  return kept;
};

// Long texts are first cut roughly, so that one of megabytes costs no more than a short one.
const clean = (text: string, most: number): string =>
  text
    .slice(0, most * 20)
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(unseen, "")
    .replaceAll(control, " ");

/** One line of at most so many characters. */
export const lineOf = (text: string, most: number): string =>
  cut(clean(text, most).replaceAll(/\s+/g, " ").trim(), most);

const linesOf = (text: string, most: number): string => {
  const lines = clean(text, most)
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "");
  return cut(lines.slice(0, mostLines).join("\n"), most);
};

/** The texts of a notification as any system may show them; they are plain, not escaped. */
export const noticeText = (notice: Pick<Notice, "kind" | "title" | "subtitle" | "body">): NoticeText => ({
  title: lineOf(notice.title, mostOfTitle) || "Muster",
  subtitle: [lineOf(notice.subtitle, mostOfTitle), kindWords[notice.kind]].filter((part) => part !== "").join(" · "),
  body: linesOf(notice.body, mostOfBody),
});

/** A button's words, or those of an empty field. */
export const labelOf = (text: string): string => lineOf(text, mostOfLabel) || "…";
