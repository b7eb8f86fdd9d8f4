import type { WebhookCaller } from "./webhook.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { EscalationRecord, NoticeRecord } from "../store-attention.ts";
import type { PreferencesService } from "./attention-preferences.ts";
import type { Case } from "./consider.ts";
import type { Batch } from "./journal.ts";
import type { NewId } from "../ids.ts";
import type { Place } from "./targets.ts";
import type { Tasks } from "./tasks.ts";

export interface WebhookCall {
  due: EscalationRecord;
  one: Case;
  place: Place;
}

export interface WebhookCalls {
  /** Calls the person's webhook once the batch is on disk; tries again later when that fails. */
  call(batch: Batch, call: WebhookCall): void;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
  /** Ends those that are under way; they are made again by the next run of the hub. */
  close(): Promise<void>;
}

/** The pauses after the first and the second try. */
const PAUSES_MS = [30_000, 5 * 60_000];
/** So long after the last one it is looked whether the hub was killed meanwhile. */
const LAST_MS = 60_000;

/** Titles leave the house, but nothing that an agent wrote beyond them. */
const bodyOf = ({ occurrence }: Case, now: number) => ({
  type: "attention.escalated",
  timestamp: new Date(now).toISOString(),
  data: {
    kind: occurrence.kind,
    title: occurrence.title,
    subtitle: occurrence.subtitle,
    sessionId: occurrence.sessionId,
    messageSeq: occurrence.messageSeq,
    path: `/#/s/${encodeURIComponent(occurrence.sessionId)}`,
    at: new Date(occurrence.at).toISOString(),
  },
});

/** The row of a call that was taken, or that nobody took in the end. */
const recordOf = (
  { one: { occurrence, person }, place }: WebhookCall,
  { id, at, isDone }: { id: string; at: number; isDone: boolean },
): NoticeRecord => ({
  id,
  personId: person.id,
  target: { type: "webhook", id: place.id, name: place.name },
  happeningId: occurrence.id,
  noticeId: null,
  kind: occurrence.kind,
  sessionId: occurrence.sessionId,
  messageSeq: occurrence.messageSeq,
  title: occurrence.title,
  at,
  outcome: isDone ? "shown" : "dropped",
  reason: isDone ? "escalated" : "failed",
  until: null,
  isThere: false,
});

export const createWebhookCalls = (parts: {
  store: Store;
  clock: Clock;
  logger: Logger;
  newId: NewId;
  preferences: PreferencesService;
  caller: WebhookCaller;
  tasks(): Tasks;
}): WebhookCalls => {
  const { clock, logger, newId, preferences, caller, tasks } = parts;
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  const finish = (call: WebhookCall, isDone: boolean) =>
    tasks().add(async (batch) => {
      batch.put(recordOf(call, { id: newId(), at: clock(), isDone }));
      batch.write((tx) => tx.escalations.remove(call.due.personId, call.due.happeningId));
    });

  const post = async (call: WebhookCall, url: string) => {
    const { due, one } = call;
    const secret = await preferences.secretOf(due.personId);
    if (secret === null) return finish(call, false);
    if (closing.signal.aborted) return;
    const now = clock();
    // The same for each try: who is called knows a repeat by it.
    const id = `${due.personId}:${due.happeningId}`;
    const body = JSON.stringify(bodyOf(one, now));
    const answer = await caller.post({ url, id, at: now, body, secret, signal: closing.signal });
    if (closing.signal.aborted && !answer.isTaken) return;
    if (answer.isTaken) return finish(call, true);
    logger.warn({ host: call.place.name, why: answer.why }, "a webhook did not take its call");
    if (answer.isGone) await preferences.dropWebhook(due.personId);
    if (answer.isGone || due.tries >= PAUSES_MS.length) finish(call, false);
  };

  return {
    call(batch, call) {
      const { due, one } = call;
      const { webhook } = one.preferences;
      if (webhook === null) return finish(call, false);
      const pause = PAUSES_MS[due.tries];
      // Written before the call: after a crash it is made again with the same id, but not without end.
      const later = { ...due, tries: due.tries + 1, dueAt: clock() + (pause ?? LAST_MS) };
      batch.write((tx) => tx.escalations.postpone(later));
      batch.after(() => {
        const calling = post(call, webhook.url)
          .catch((error: unknown) => logger.warn({ error: String(error) }, "a webhook could not be called"))
          .finally(() => underWay.delete(calling));
        underWay.add(calling);
      });
    },
    async settled() {
      await Promise.all(underWay);
    },
    async close() {
      closing.abort();
      await Promise.all(underWay);
    },
  };
};
