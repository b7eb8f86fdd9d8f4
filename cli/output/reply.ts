import type { DueReply } from "#contract/reply.ts";
import type { SavedAttachment } from "../attachments/save.ts";
import { commandWords, forModel, type SavedFile } from "../replies/for-model.ts";
import { plain } from "./plain.ts";

/** A reply, its files with their places on this machine. */
export interface ReplyHere extends DueReply {
  readonly attachments: SavedAttachment[];
  readonly forModel?: string;
}

/** A reply as one JSON object on a line. */
export const jsonLine = (reply: ReplyHere): string => `${JSON.stringify(reply)}\n`;

/** The files of a reply, as a model is told of them. */
export const filesOf = ({ attachments }: ReplyHere): SavedFile[] =>
  attachments.map(({ name, path, problem }) => ({ name, path: path ?? `(could not be fetched: ${problem})` }));

/** The same for a program that passes it on to a model, with the words for it as `forModel`. */
export const modelLine = (reply: ReplyHere): string =>
  jsonLine({ ...reply, forModel: forModel(reply, filesOf(reply)) });

const quoteLines = (text: string) => text.split("\n").map((line) => `> ${line}`.trimEnd());

const fileLine = ({ name, path, problem }: SavedAttachment) =>
  path === null ? `[file ${name} could not be fetched: ${problem}]` : `[file ${path}]`;

/** A reply as text, what it quotes first and its files last; empty for a bare stop word. */
export const replyText =
  (isTerminal: boolean) =>
  ({ text, command, quote, attachments }: ReplyHere): string => {
    const said = [...(command ? [commandWords[command]] : []), ...(text === "" ? [] : [text])];
    const lines = [...(quote ? quoteLines(quote.text) : []), ...said, ...attachments.map(fileLine)];
    const whole = lines.map((line) => `${line}\n`).join("");
    return isTerminal ? plain(whole) : whole;
  };
