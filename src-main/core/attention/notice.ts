import type { AttentionKind, NoticeCapabilities } from "#contract/attention.ts";

/** A button of a notification. `id` is `allow`, `deny`, or `option:` and the id of a question's option. */
export interface NoticeAction {
  id: string;
  label: string;
}

/** A notification for a surface to show. Texts are plain, and written by agents: the surface escapes them. */
export interface Notice {
  /** One that is shown again with the same id takes the place of the one before. */
  id: string;
  kind: AttentionKind | "digest" | "test";
  /** `silent`: no sound and no popping up where the system can do that; `urgent`: stays until it is seen. */
  loudness: "silent" | "normal" | "urgent";
  /** Whether it may make a sound; a person can turn that off without losing the notification. */
  sound: boolean;
  /** Null where it is about several sessions. */
  sessionId: string | null;
  /** The message that it is about. */
  messageSeq: number | null;
  /** The session's title. */
  title: string;
  /** Machine and agent. */
  subtitle: string;
  body: string;
  /** In the order of their weight; a surface shows as many as it can. */
  actions: readonly NoticeAction[];
  /** Whether words typed into it are an answer, and what the empty field says. */
  reply: { placeholder: string } | null;
}

/** What a person did with a notification. */
export type NoticeEvent =
  | { type: "opened"; id: string }
  | { type: "chosen"; id: string; actionId: string }
  | { type: "replied"; id: string; text: string }
  | { type: "dismissed"; id: string };

/** Shows native notifications on the hub's own computer and tells what becomes of them. */
export interface NoticeSurface {
  /** What it can do; may ask the system each time. */
  capabilities(): Promise<NoticeCapabilities>;
  /** Shows it, or changes the one with its id. Rejects, with words for a person, when it can't be shown. */
  show(notice: Notice): Promise<void>;
  /** Takes one away, where that can be done; nothing happens when it is not shown. */
  withdraw(id: string): void;
  /** Calls back for each thing that a person does; returns the way to stop. */
  onEvent(listener: (event: NoticeEvent) => void): () => void;
  close(): void;
}
