export type { SearchIndex, Store } from "./store.ts";

/** The time now, in milliseconds since the epoch. */
export type Clock = () => number;

/** Writes structured lines. Never give it a key, a ticket or the text of a message. */
export interface Logger {
  info(fields: Record<string, unknown>, text: string): void;
  warn(fields: Record<string, unknown>, text: string): void;
  error(fields: Record<string, unknown>, text: string): void;
}

/** Something that a person should know now. */
export interface Notification {
  id: string;
  sessionId: string;
  reason: "waiting" | "failed" | "done" | "urgent";
  /** The session's title. */
  title: string;
  /** Machine and agent. */
  subtitle: string;
  body: string;
}

/** Shows native notifications; a click on one must open its session. */
export interface Notifier {
  show(notification: Notification): void;
  close(): void;
}
