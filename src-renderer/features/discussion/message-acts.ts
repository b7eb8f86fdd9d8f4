import { ProblemError } from "#client/errors.ts";
import type { Message } from "#contract/message.ts";
import { api } from "../../state/api.ts";
import { getDraft, setDraft } from "../../state/drafts.ts";
import { sessionHref } from "../../state/route.ts";
import { wordsFor } from "../../text/errors.ts";
import { copyText } from "../../ui/clipboard.ts";
import { showToast } from "../../ui/toast.ts";
import { quoteOf } from "./quote-of.ts";

const copy = async (text: string, what: string) => {
  if (await copyText(text)) showToast(`Copied ${what}.`);
  else showToast("Copying was refused: select the text and copy it.", { tone: "failed" });
};

export const copyMessage = (message: Message): Promise<void> => copy(message.text, "the message");

export const copyLink = (message: Message): Promise<void> => {
  const { origin, pathname } = location;
  return copy(`${origin}${pathname}${sessionHref(message.sessionId, message.seq)}`, "a link to the message");
};

/** Puts the message above what is being typed. */
export const quoteMessage = (message: Message, selected = ""): void => {
  const { sessionId } = message;
  setDraft(sessionId, { ...getDraft(sessionId), quote: quoteOf(message, selected) });
};

/** Takes a queued reply back. Too late is no failure: the stream brings where it is now. */
export const withdraw = async (message: Message): Promise<void> => {
  try {
    await api.call("withdrawReply", { params: { id: message.id } });
  } catch (error) {
    const isLate = error instanceof ProblemError && error.code === "conflict";
    showToast(isLate ? "Too late to withdraw it: it was handed over." : `Could not withdraw it. ${wordsFor(error)}`, {
      tone: "failed",
    });
  }
};
