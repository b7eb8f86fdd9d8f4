import type { DueReply } from "#contract/reply.ts";
import { plain } from "./plain.ts";

/** A reply as one JSON object on a line. */
export const jsonLine = (reply: DueReply): string => `${JSON.stringify(reply)}\n`;

const quoteLines = (text: string) => text.split("\n").map((line) => `> ${line}`.trimEnd());

/** A reply as text, what it quotes first; empty for a bare stop word. */
export const replyText =
  (isTerminal: boolean) =>
  ({ text, quote }: DueReply): string => {
    const lines = [...(quote ? quoteLines(quote.text) : []), ...(text === "" ? [] : [text])];
    const whole = lines.map((line) => `${line}\n`).join("");
    return isTerminal ? plain(whole) : whole;
  };
