import type { AttentionPreferences } from "#contract/attention.ts";
import type { NewId } from "../ids.ts";
import { noMarks } from "../people/marks.ts";
import type { PeopleViews } from "../people/views.ts";
import type { Clock, Store } from "../ports.ts";
import type { PersonRecord } from "../records.ts";
import type { NoticeRecord } from "../store-attention.ts";
import type { PreferencesService } from "./attention-preferences.ts";
import { type Bundles, ONE_NEED_MS } from "./bundles.ts";
import { decide } from "./decide.ts";
import { escalateAt } from "./escalate.ts";
import type { Situation, Verdict } from "./happening.ts";
import { isOver, type Occurrence } from "./happenings.ts";
import type { Batch, Board } from "./journal.ts";
import { isMentioned } from "./mention.ts";
import type { Notice } from "./notice.ts";
import { noticeOf } from "./notice-words.ts";
import type { Pages } from "./pages.ts";
import type { Place, Places } from "./targets.ts";
import type { Telling } from "./telling.ts";

export interface ConsiderParts {
  store: Store;
  clock: Clock;
  newId: NewId;
  views: PeopleViews;
  preferences: PreferencesService;
  places: Places;
  telling: Telling;
  bundles: Bundles;
  board: Board;
  pages(): Pages;
}

/** What holds for one person and one thing, at whatever place. */
export interface Case extends Pick<Situation, "now" | "preferences" | "marks" | "isLooking" | "isOver"> {
  occurrence: Occurrence;
  person: PersonRecord;
}

export const caseOf = async (parts: ConsiderParts, occurrence: Occurrence, person: PersonRecord): Promise<Case> => {
  const { store, clock, preferences, pages } = parts;
  return {
    occurrence,
    person,
    now: clock(),
    preferences: await preferences.of(person.id),
    marks: (await store.read.people.marks(person.id, occurrence.sessionId)) ?? noMarks,
    isLooking: pages().isLookedAt(occurrence.sessionId, person.id),
    isOver: await isOver(store.read, occurrence, clock()),
  };
};

const wasShownBy = (before: NoticeRecord | undefined) =>
  before !== undefined && before.outcome !== "held" && before.outcome !== "dropped";

/** Asks the rules about one thing at one place. */
export const judge = async (
  parts: Pick<ConsiderParts, "bundles">,
  batch: Batch,
  one: Case,
  place: Place,
  isEscalated: boolean,
): Promise<{ verdict: Verdict; before: NoticeRecord | undefined }> => {
  const { occurrence, person, ...situation } = one;
  const before = await batch.find(person.id, place.id, occurrence.id);
  const verdict = decide(occurrence, {
    ...situation,
    target: place,
    isOn: place.isOn,
    hasSurface: place.hasSurface,
    wasShown: wasShownBy(before),
    isEscalated,
    bundle: parts.bundles.find(person.id, place.id, occurrence),
  });
  return { verdict, before };
};

const outcomes = { show: "shown", add: "updated", hold: "held", drop: "dropped" } as const;

/** The row of a decision. */
export const recordOf = (
  { newId }: Pick<ConsiderParts, "newId">,
  { occurrence, person, now }: Pick<Case, "occurrence" | "person" | "now">,
  { type, id, name }: Place,
  verdict: Verdict,
  before: NoticeRecord | undefined,
): NoticeRecord => ({
  id: before?.id ?? newId(),
  personId: person.id,
  target: { type, id, name },
  happeningId: occurrence.id,
  noticeId: null,
  kind: occurrence.kind,
  sessionId: occurrence.sessionId,
  messageSeq: occurrence.messageSeq,
  title: occurrence.title,
  at: now,
  outcome: outcomes[verdict.act],
  reason: verdict.reason,
  until: verdict.act === "hold" || verdict.act === "drop" ? verdict.until : null,
  isThere: false,
});

/** An agent that says that it waits, and then asks, needs its person once: what has buttons takes the other's place. */
const takenOver = (board: Board, { occurrence, person, now }: Case, place: Place): NoticeRecord | undefined => {
  if (occurrence.approval === null && occurrence.question === null) return undefined;
  return board
    .there(occurrence.sessionId)
    .find(
      ({ kind, personId, target, at }) =>
        kind === "waiting" && personId === person.id && target.id === place.id && now - at <= ONE_NEED_MS && now >= at,
    );
};

/** Shows what the rules want shown, by itself or in the place of what is there. */
export const showOne = (
  parts: ConsiderParts,
  batch: Batch,
  one: Case,
  place: Place,
  verdict: Extract<Verdict, { act: "show" | "add" }>,
  record: NoticeRecord,
): void => {
  const { bundles, board, telling } = parts;
  const { occurrence, person } = one;
  const before = verdict.act === "show" ? takenOver(board, one, place) : undefined;
  if (before !== undefined) batch.put({ ...before, isThere: false });
  const id = verdict.act === "add" ? verdict.noticeId : (before?.noticeId ?? occurrence.id);
  const count = bundles.add(person.id, place.id, occurrence, id, one.now);
  const shown: NoticeRecord = {
    ...record,
    noticeId: id,
    isThere: true,
    ...(before === undefined ? {} : { outcome: "updated", reason: "bundled" }),
  };
  batch.put(shown);
  const how: Pick<Notice, "id" | "loudness" | "sound"> = {
    id,
    loudness: verdict.loudness,
    sound: verdict.sound && before === undefined,
  };
  telling.show(batch, place, noticeOf(occurrence, { ...how, count }), [shown]);
};

const considerAt = async (parts: ConsiderParts, batch: Batch, one: Case, place: Place, isEscalated: boolean) => {
  const { verdict, before } = await judge(parts, batch, one, place, isEscalated);
  // What is held back comes up by itself, together with the rest.
  const isHeld = before?.outcome === "held" && !isEscalated;
  if (verdict.reason === "already-shown" || isHeld) return verdict;
  const record = recordOf(parts, one, place, verdict, before);
  if (verdict.act === "show" || verdict.act === "add") showOne(parts, batch, one, place, verdict, record);
  // A busy hub has thousands of messages that nobody wants to be told of.
  else if (one.occurrence.kind !== "message" || (verdict.reason !== "level" && verdict.reason !== "muted")) {
    batch.put(record);
  }
  return verdict;
};

/** Reasons for which there is nobody left to ask elsewhere. */
const settling = new Set<Verdict["reason"]>(["over", "read", "already-shown", "muted", "level", "kind-off"]);

const considerFor = async (parts: ConsiderParts, batch: Batch, one: Case) => {
  const { occurrence, person, preferences } = one;
  const verdicts: Verdict[] = [];
  for (const place of await parts.places.of(person, preferences)) {
    verdicts.push(await considerAt(parts, batch, one, place, false));
  }
  const dueAt = escalateAt({ ...occurrence, at: one.now }, one);
  if (dueAt === null || one.isOver || verdicts.some(({ reason }) => settling.has(reason))) return;
  const { id: happeningId, kind, sessionId, messageSeq, at } = occurrence;
  const escalation = { personId: person.id, happeningId, kind, sessionId, messageSeq, at, dueAt, tries: 0 };
  batch.write((tx) => tx.escalations.add(escalation));
};

/** A message that names a person is more to them than to others; also one that ends the work, if they don't want to hear of that. */
const forPerson = (occurrence: Occurrence, { name }: PersonRecord, { done }: AttentionPreferences): Occurrence => {
  const { kind, messageSeq, body } = occurrence;
  const isNews = kind === "message" || (kind === "done" && !done && messageSeq !== null);
  return isNews && isMentioned(body, name) ? { ...occurrence, kind: "mention" } : occurrence;
};

/** Everyone who may see the session, and is not shut out. */
export const audienceOf = async (
  { store, views }: Pick<ConsiderParts, "store" | "views">,
  sessionId: string,
): Promise<PersonRecord[]> => {
  const people = await store.read.people.list();
  const seen = await Promise.all(people.map(async ({ id }) => (await views.get(id))?.roleIn(sessionId) !== undefined));
  return people.filter(({ revokedAt }, index) => revokedAt === null && seen[index] === true);
};

/** Decides for each person and each of their places, and has it shown where it is to be. */
export const consider =
  (parts: ConsiderParts, occurrence: Occurrence) =>
  async (batch: Batch): Promise<void> => {
    for (const person of await audienceOf(parts, occurrence.sessionId)) {
      const preferences = await parts.preferences.of(person.id);
      await considerFor(parts, batch, await caseOf(parts, forPerson(occurrence, person, preferences), person));
    }
  };

/** The same for one person, at the places where only goes what nobody answered. */
export const considerBeyond = async (
  parts: ConsiderParts,
  batch: Batch,
  occurrence: Occurrence,
  person: PersonRecord,
): Promise<{ one: Case; webhook: Place | undefined; heldUntil: number | null }> => {
  const one = await caseOf(parts, occurrence, person);
  let webhook: Place | undefined;
  let heldUntil: number | null = null;
  for (const place of await parts.places.beyond(person, one.preferences)) {
    const { verdict, before } = await judge(parts, batch, one, place, true);
    // It comes up again by itself, and must not be in a digest beside that.
    if (verdict.act === "hold") heldUntil = verdict.until;
    else if (place.type !== "webhook") await considerAt(parts, batch, one, place, true);
    // One that did not take it was tried often enough.
    else if (verdict.act !== "drop" && before === undefined) webhook = place;
  }
  return { one, webhook, heldUntil };
};
