import type { PersonRecord } from "../records.ts";
import type { EscalationRecord, NoticeRecord } from "../store-attention.ts";
import { type Case, caseOf, type ConsiderParts, considerBeyond, judge, recordOf, showOne } from "./consider.ts";
import { type Digest, digestOf, type HeldBack } from "./digest.ts";
import type { Verdict } from "./happening.ts";
import { recall } from "./happenings.ts";
import type { Batch } from "./journal.ts";
import { soundsAt } from "./loudness.ts";
import { plainNotice } from "./notice-words.ts";
import type { Place } from "./targets.ts";
import type { WebhookCalls } from "./webhook-calls.ts";

/** Something that was held back, and would be shown now. */
interface Ready extends HeldBack {
  one: Case;
  verdict: Extract<Verdict, { act: "show" | "add" }>;
  record: NoticeRecord;
}

const gone = (row: NoticeRecord): NoticeRecord => ({ ...row, outcome: "dropped", reason: "over", until: null });

const maySee = async ({ views }: Pick<ConsiderParts, "views">, { id }: PersonRecord, sessionId: string) =>
  (await views.get(id))?.roleIn(sessionId) !== undefined;

/** What the rules say now of something that was held back; undefined when it is not to be shown now. */
const lookAgain = async (
  parts: ConsiderParts,
  batch: Batch,
  row: NoticeRecord,
  { person, place }: { person: PersonRecord; place: Place },
): Promise<Ready | undefined> => {
  const { happeningId: id, kind, sessionId, messageSeq } = row;
  if (kind === "digest" || kind === "test" || sessionId === null) return undefined;
  const occurrence = await recall(parts.store.read, { id, kind, sessionId, messageSeq, at: row.at });
  if (occurrence === undefined || !(await maySee(parts, person, sessionId))) {
    batch.put(gone(row));
    return undefined;
  }
  const one = await caseOf(parts, occurrence, person);
  const { verdict } = await judge(parts, batch, one, place, false);
  const record = recordOf(parts, one, place, verdict, row);
  if (verdict.act === "show" || verdict.act === "add") {
    const shown = { ...verdict, act: "show", sound: soundsAt(verdict.loudness, one.preferences) } as const;
    return { kind, sessionId, messageSeq, title: occurrence.title, one, verdict: shown, record };
  }
  // What is only held back for longer stays the old decision.
  const after = verdict.act === "hold" ? { ...row, until: verdict.until, reason: verdict.reason } : record;
  if (after.until !== row.until || after.reason !== row.reason || after.outcome !== row.outcome) batch.put(after);
  return undefined;
};

const showDigest = (
  { telling, clock }: ConsiderParts,
  batch: Batch,
  place: Place,
  ready: readonly Ready[],
  { type: _type, loudness, ...words }: Extract<Digest<Ready>, { type: "digest" }>,
) => {
  const id = `digest:${place.id}:${clock()}`;
  const records = ready.map(
    ({ record }): NoticeRecord => ({
      ...record,
      noticeId: id,
      outcome: "shown",
      reason: "digest",
      isThere: true,
    }),
  );
  for (const record of records) batch.put(record);
  const sound = ready.some(({ verdict }) => verdict.sound);
  telling.show(batch, place, plainNotice({ id, kind: "digest", loudness, sound, ...words }), records);
};

const releaseAt = async (parts: ConsiderParts, batch: Batch, rows: readonly NoticeRecord[]) => {
  const [first] = rows;
  const person = first && (await parts.store.read.people.byId(first.personId));
  const place = first && person && (await parts.places.again(person, first.target));
  if (first === undefined || person === undefined || place === undefined) {
    for (const row of rows) batch.put(gone(row));
    return;
  }
  const ready: Ready[] = [];
  for (const row of rows) {
    const one = await lookAgain(parts, batch, row, { person, place });
    if (one !== undefined) ready.push(one);
  }
  const digest = digestOf(ready);
  if (digest.type === "one") {
    const { one, verdict, record } = digest.item;
    showOne(parts, batch, one, place, verdict, { ...record, reason: "digest" });
  } else if (digest.type === "digest") showDigest(parts, batch, place, ready, digest);
};

/** Has what was held back looked at again: what is shown then, at each target, comes as one. */
export const release = async (parts: ConsiderParts, batch: Batch, rows: readonly NoticeRecord[]): Promise<void> => {
  const byTarget = new Map<string, NoticeRecord[]>();
  for (const row of rows) {
    const key = `${row.personId}\n${row.target.id}`;
    byTarget.set(key, [...(byTarget.get(key) ?? []), row]);
  }
  for (const own of byTarget.values()) await releaseAt(parts, batch, own);
};

/** Tells what nobody answered elsewhere, too. */
export const escalate = async (
  parts: ConsiderParts & { webhooks: WebhookCalls },
  batch: Batch,
  due: EscalationRecord,
): Promise<void> => {
  const { happeningId, personId, kind, sessionId, messageSeq, at } = due;
  const remove = () => batch.write((tx) => tx.escalations.remove(personId, happeningId));
  const person = await parts.store.read.people.byId(personId);
  const occurrence = await recall(parts.store.read, { id: happeningId, kind, sessionId, messageSeq, at });
  const isGone = occurrence === undefined || person === undefined || !(await maySee(parts, person, sessionId));
  if (isGone) return remove();
  const { one, webhook, heldUntil } = await considerBeyond(parts, batch, occurrence, person);
  if (heldUntil !== null) batch.write((tx) => tx.escalations.postpone({ ...due, dueAt: heldUntil }));
  else if (webhook !== undefined) parts.webhooks.call(batch, { due, one, place: webhook });
  else remove();
};
