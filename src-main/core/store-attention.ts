import type { AttentionDecision, AttentionKind } from "#contract/attention.ts";

// The store's ports for what people are told. All times are milliseconds since the epoch.

/** What became of one happening for one person at one target. */
export interface NoticeRecord {
  id: string;
  personId: string;
  /** `id` is `desktop`, `webhook`, or a device's. */
  target: { type: AttentionDecision["target"]["type"]; id: string; name: string };
  happeningId: string;
  /** As what it is shown; several happenings may be one notification. Null when it is not. */
  noticeId: string | null;
  kind: AttentionDecision["kind"];
  sessionId: string | null;
  messageSeq: number | null;
  title: string;
  at: number;
  outcome: AttentionDecision["outcome"];
  reason: AttentionDecision["reason"];
  until: number | null;
  /** Whether it is shown now, as far as is known. */
  isThere: boolean;
}

export interface NoticeReader {
  find(personId: string, targetId: string, happeningId: string): Promise<NoticeRecord | undefined>;
  /** The newest row of a notification at this target. */
  ofNotice(targetId: string, noticeId: string): Promise<NoticeRecord | undefined>;
  /** Newest first. */
  latest(personId: string, limit: number): Promise<NoticeRecord[]>;
  /** All that are shown, oldest first. */
  there(): Promise<NoticeRecord[]>;
  /** Those held back until `now` or before, oldest first; of one person when named, whenever that is over. */
  held(now: number, personId?: string): Promise<NoticeRecord[]>;
  /** When the first of those held back is to come up again. */
  nextHeld(): Promise<number | undefined>;
}

export interface NoticeWriter extends NoticeReader {
  /** Keeps the row; it takes the place of the one of the same happening, person and target. */
  put(record: NoticeRecord): Promise<void>;
  removeOfSession(sessionId: string): Promise<void>;
  /** Takes away what is over and from before `at`, and of each person what is over beyond the newest `most`. */
  prune(at: number, most: number): Promise<void>;
}

/** What goes elsewhere when nobody answers in time. */
export interface EscalationRecord {
  personId: string;
  happeningId: string;
  kind: AttentionKind;
  sessionId: string;
  messageSeq: number | null;
  /** When it happened. */
  at: number;
  dueAt: number;
  tries: number;
}

export interface EscalationReader {
  due(now: number): Promise<EscalationRecord[]>;
  next(): Promise<number | undefined>;
}

export interface EscalationWriter extends EscalationReader {
  /** Keeps it, unless there is one for this person and happening already. */
  add(record: EscalationRecord): Promise<void>;
  /** Keeps when it is due next, and how often it was tried. */
  postpone(record: Pick<EscalationRecord, "personId" | "happeningId" | "dueAt" | "tries">): Promise<void>;
  remove(personId: string, happeningId: string): Promise<void>;
  /** For everyone. */
  removeOfHappening(happeningId: string): Promise<void>;
  removeOfSession(sessionId: string): Promise<void>;
}

export interface PreferencesReader {
  /** What a person set, as JSON value, and the secret of their webhook; undefined when they never set any. */
  of(personId: string): Promise<{ preferences: unknown; webhookSecret: string | null } | undefined>;
  /** Everyone's who set any. */
  all(): Promise<{ personId: string; preferences: unknown }[]>;
}

export interface PreferencesWriter extends PreferencesReader {
  set(personId: string, preferences: unknown, webhookSecret: string | null): Promise<void>;
}
