import type { Message } from "#contract/message.ts";
import type { ReceiptState } from "#contract/receipt.ts";
import type { World } from "../world.ts";
import { paintFor } from "./paint.ts";
import { oneLine, plain } from "./plain.ts";
import { clockTime } from "./time.ts";
import { levels } from "./words.ts";

const receipts: Record<ReceiptState, string> = {
  queued: "queued",
  handed: "handed over",
  taken: "taken up",
  withdrawn: "withdrawn",
  failed: "failed",
};

const indented = (text: string, mark = "  ") =>
  text
    .split("\n")
    .map((line) => `${mark}${line}`.trimEnd())
    .join("\n");

/** A message for reading: who and when, then the text. In a pipe the time is the full one and nothing is cleaned. */
export const messageText = (world: World) => {
  const { isTerminal } = world.stdout;
  const paint = paintFor(world.stdout, world.env);
  const clean = isTerminal ? plain : (text: string) => text;
  return (message: Message): string => {
    const at = isTerminal ? clockTime(message.createdAt, world.now()) : message.createdAt;
    const level = message.level === "info" ? "" : paint(levels[message.level], message.level);
    const receipt = message.receipt ? paint("dim", receipts[message.receipt.state]) : "";
    const name = paint(message.from.type === "person" ? "cyan" : "bold", oneLine(message.from.name));
    const head = [paint("dim", at), name, level, receipt].filter((part) => part !== "").join("  ");
    const quote = message.quote ? `${paint("dim", indented(clean(message.quote.text), "  > "))}\n` : "";
    const files = message.attachments.map((file) => paint("dim", `  [file ${oneLine(file.name)}]\n`)).join("");
    return `${head}\n${quote}${indented(clean(message.text))}\n${files}`;
  };
};
