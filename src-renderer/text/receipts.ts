import type { Receipt, ReceiptState } from "#contract/receipt.ts";
import { carrierWords } from "./carriers.ts";

/** Where a reply is on its way, in a word or two. */
export const receiptWords: Record<ReceiptState, string> = {
  queued: "queued",
  handed: "handed over",
  taken: "taken up",
  withdrawn: "withdrawn",
  failed: "failed",
};

export const receiptHelp: Record<ReceiptState, string> = {
  queued: "Kept by the hub; nobody on the agent's side has asked for it yet. It can still be withdrawn.",
  handed: "Given to the agent's side, which has not said yet that it took it up.",
  taken: "The agent's side said that it took it up, or went on after it was handed over.",
  withdrawn: "Taken back before it was handed over; the agent never sees it.",
  failed: "The agent's side said that it could not take it up.",
};

/** The line under a reply: `taken up by SwiftHeron`, `handed over by its watch`, `failed: no such file`. */
export const receiptLine = (receipt: Receipt, agentName: string): string => {
  const words = receiptWords[receipt.state];
  switch (receipt.state) {
    case "taken":
      return `${words} by ${agentName}`;
    case "handed":
      return receipt.carrier ? `${words} ${carrierWords[receipt.carrier]}` : words;
    case "failed":
      return receipt.note ? `${words}: ${receipt.note}` : words;
    default:
      return words;
  }
};
