import type { AttentionKind, AttentionLevel, AttentionPreferences, AttentionReason } from "#contract/attention.ts";

// What the one place that decides about attention is given, and what it says. All times are milliseconds since the epoch.

/** Something that may deserve a person's attention. */
export interface Happening {
  /** Always the same for the same thing, also after a restart: nothing with the same id is told twice. */
  id: string;
  kind: AttentionKind;
  sessionId: string;
  /** The message that it came with, which is read when it is; null where it came with none. */
  messageSeq: number | null;
  at: number;
}

/** A place where a person can be told. */
export interface Target {
  type: "desktop" | "page" | "webhook";
  /** `desktop`, the device's id, or `webhook`. */
  id: string;
}

/** What counts for one happening, one person and one target. */
export interface Situation {
  now: number;
  preferences: AttentionPreferences;
  marks: { muted: boolean; snoozedUntil: number | null; level: AttentionLevel | null; readSeq: number };
  target: Target;
  /** Whether notifications of this target are turned on, and there is something to show them. */
  isOn: boolean;
  hasSurface: boolean;
  /** Whether the person looks at this discussion now, on any of their devices. */
  isLooking: boolean;
  /** Whether it was told at this target before. */
  wasShown: boolean;
  /** Whether it needs nobody any more. */
  isOver: boolean;
  /** Whether it comes here since nobody answered it elsewhere in time. */
  isEscalated: boolean;
  /** The newest that this target shows of the session and of the same `bundleOf`, since when, and of how many things. */
  bundle: { noticeId: string; startedAt: number; count: number } | null;
}

export type Loudness = "silent" | "normal" | "urgent";

/** Whether, how loudly and when; `reason` is what the settings page explains it by, `sound` whether it may make one. */
export type Verdict =
  | { act: "show"; loudness: Loudness; sound: boolean; reason: AttentionReason }
  /** Changes the notification that is there; nothing rings for that again. */
  | { act: "add"; noticeId: string; loudness: Loudness; sound: false; reason: AttentionReason }
  /** Comes up again at `until`, in a digest. */
  | { act: "hold"; until: number; reason: AttentionReason }
  | { act: "drop"; until: number | null; reason: AttentionReason };
