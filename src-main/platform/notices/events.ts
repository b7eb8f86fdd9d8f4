import type { NoticeEvent } from "../../core/attention/notice.ts";

type Listener = (event: NoticeEvent) => void;

// What happens before anyone listens: a click that starts the app comes before its hub is up.
const mostWaiting = 50;

/** Hands on what persons do. Events that come while nobody listens wait for the first one who does. */
export const createNoticeEvents = (): {
  emit: Listener;
  onEvent(listener: Listener): () => void;
} => {
  const listeners = new Set<Listener>();
  const waiting: NoticeEvent[] = [];
  return {
    emit: (event) => {
      if (listeners.size > 0) for (const listener of listeners) listener(event);
      else if (waiting.push(event) > mostWaiting) waiting.shift();
    },
    onEvent: (listener) => {
      listeners.add(listener);
      for (const event of waiting.splice(0)) listener(event);
      return () => void listeners.delete(listener);
    },
  };
};
