import type { Message, Quote } from "#contract/message.ts";

const mostChars = 600;

/** What a reply quotes: the words that are selected in the message, else its beginning. */
export const quoteOf = (message: Message, selected = ""): Quote => {
  const words = (selected.trim() === "" ? message.text : selected).trim();
  const isCut = words.length > mostChars;
  return { seq: message.seq, text: isCut ? `${words.slice(0, mostChars).toWellFormed().trimEnd()}…` : words };
};

/** The words that are selected inside of an element, or none. */
export const selectedIn = (element: Element | null): string => {
  const selection = getSelection();
  if (!element || !selection || selection.isCollapsed || selection.rangeCount === 0) return "";
  const { commonAncestorContainer } = selection.getRangeAt(0);
  return element.contains(commonAncestorContainer) ? selection.toString() : "";
};
