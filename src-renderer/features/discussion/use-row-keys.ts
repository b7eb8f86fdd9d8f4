import type { Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback } from "react";
import type { Message } from "#contract/message.ts";
import { discussionOf } from "../../state/discussions.ts";
import { focusCompose } from "../compose/focus.ts";
import { useKey } from "../keys/use-key.ts";
import { focusedRow, seqOf } from "./focused-row.ts";
import { copyLink, copyMessage, quoteMessage, withdraw } from "./message-acts.ts";
import { selectedIn } from "./quote-of.ts";

type Log = Virtualizer<HTMLDivElement, HTMLDivElement>;

const inDiscussion = (when: () => boolean) => ({ when, group: "Discussion" as const });

/** Moves the focus to another message, drawing it first where needed. */
const focusRow = (virtualizer: Log, seq: number) => {
  virtualizer.scrollToIndex(seq - 1, { align: "auto" });
  const find = () => virtualizer.scrollElement?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  const row = find();
  if (row) row.focus({ preventScroll: true });
  else requestAnimationFrame(() => find()?.focus({ preventScroll: true }));
};

const targetOf = (key: string, seq: number, lastSeq: number): number | null => {
  if (key === "ArrowUp") return Math.max(1, seq - 1);
  if (key === "ArrowDown") return Math.min(lastSeq, seq + 1);
  if (key === "Home") return 1;
  return key === "End" ? lastSeq : null;
};

/** Inside of the log the browser scrolls by itself. */
const isOutside = () => focusedRow() === null;

const quote = (message: Message) => {
  quoteMessage(message, selectedIn(focusedRow()));
  focusCompose();
};

/** The keys of the message in focus; returns what handles the keys that move between messages. */
export const useRowKeys = (virtualizer: Log, sessionId: string, lastSeq: number) => {
  const focused = (): Message | undefined => {
    const seq = seqOf(focusedRow());
    return seq === null ? undefined : discussionOf(sessionId).get(seq);
  };
  const withFocused = (act: (message: Message) => void) => () => {
    const message = focused();
    if (message) act(message);
  };
  const hasFocused = inDiscussion(() => focused() !== undefined);
  useKey("q", "Quote the message in focus", withFocused(quote), hasFocused);
  useKey(
    "c",
    "Copy the message in focus",
    withFocused((message) => void copyMessage(message)),
    hasFocused,
  );
  useKey(
    "l",
    "Copy a link to the message in focus",
    withFocused((message) => void copyLink(message)),
    hasFocused,
  );
  useKey(
    "w",
    "Withdraw the reply in focus",
    withFocused((message) => void withdraw(message)),
    inDiscussion(() => focused()?.receipt?.state === "queued"),
  );
  // The browser's own way up is an animation that ends where rows above the view are measured for the first time.
  useKey(
    "home",
    "First message",
    () => virtualizer.scrollToIndex(0, { align: "start" }),
    inDiscussion(() => true),
  );
  const page = (direction: 1 | -1) => () => {
    const element = virtualizer.scrollElement;
    element?.scrollBy({ top: direction * element.clientHeight * 0.9 });
  };
  useKey("pageup", "Scroll up", page(-1), inDiscussion(isOutside));
  useKey("pagedown", "Scroll down", page(1), inDiscussion(isOutside));
  useKey(
    "end",
    "Newest message",
    () => virtualizer.scrollToEnd(),
    inDiscussion(() => true),
  );
  return useCallback(
    (event: KeyboardEvent) => {
      const row = event.target as HTMLElement;
      const seq = seqOf(row.matches("[data-seq]") ? row : null);
      if (seq === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const target = targetOf(event.key, seq, lastSeq);
      if (target === null) return;
      event.preventDefault();
      focusRow(virtualizer, target);
    },
    [virtualizer, lastSeq],
  );
};
