import type { DueReply } from "#contract/reply.ts";
import type { SavedAttachment } from "../attachments/save.ts";
import { plain } from "./plain.ts";

/** A reply, its files with their places on this machine. */
export interface ReplyHere extends DueReply {
  readonly attachments: SavedAttachment[];
}

/** A reply as one JSON object on a line. */
export const jsonLine = (reply: ReplyHere): string => `${JSON.stringify(reply)}\n`;

const quoteLines = (text: string) => text.split("\n").map((line) => `> ${line}`.trimEnd());

const fileLine = ({ name, path, problem }: SavedAttachment) =>
  path === null ? `[file ${name} could not be fetched: ${problem}]` : `[file ${path}]`;

/** A reply as text, what it quotes first and its files last; empty for a bare stop word. */
export const replyText =
  (isTerminal: boolean) =>
  ({ text, quote, attachments }: ReplyHere): string => {
    const said = text === "" ? [] : [text];
    const lines = [...(quote ? quoteLines(quote.text) : []), ...said, ...attachments.map(fileLine)];
    const whole = lines.map((line) => `${line}\n`).join("");
    return isTerminal ? plain(whole) : whole;
  };
