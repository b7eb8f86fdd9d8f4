import type { AttentionLevel } from "#contract/attention.ts";
import type { Store } from "../ports.ts";
import type { PersonRecord } from "../records.ts";
import type { NoticeRecord } from "../store-attention.ts";
import type { PreferencesService } from "./attention-preferences.ts";
import type { ConsiderParts } from "./consider.ts";
import type { Occurrence } from "./happenings.ts";
import type { Place } from "./targets.ts";

type Decision = Omit<NoticeRecord, "personId">;

/** Plain messages: most come in great number and are wanted by nobody, so they are not kept on disk. */
export interface News {
  /** The newest of each session, so that it can be explained why nobody was told. */
  keep(occurrence: Occurrence): void;
  /** Whether somebody may want to be told of it. */
  isWanted(occurrence: Occurrence): boolean;
  /** What a person set for one session, or for all. */
  follow(personId: string, sessionId: string | null, set: { level: AttentionLevel | null }): void;
  forget(sessionId: string): void;
  /** What was decided for a person, newest first. */
  decisions(parts: Seeing, person: PersonRecord): Promise<Decision[]>;
}

const MOST_SESSIONS = 50;
const MOST_DECISIONS = 50;

/** Who wants all news, of which sessions. */
const createWanted = () => {
  const everywhere = new Set<string>();
  const inSession = new Map<string, Set<string>>();
  return {
    isAny: (sessionId: string) => everywhere.size > 0 || inSession.has(sessionId),
    set(personId: string, sessionId: string | null, wants: boolean) {
      const people = sessionId === null ? everywhere : (inSession.get(sessionId) ?? new Set());
      if (wants) people.add(personId);
      else people.delete(personId);
      if (sessionId === null) return;
      if (people.size > 0) inSession.set(sessionId, people);
      else inSession.delete(sessionId);
    },
    forget: (sessionId: string) => inSession.delete(sessionId),
  };
};

type Kept = Pick<Occurrence, "id" | "messageSeq" | "sessionId" | "title" | "at">;

type Seeing = Pick<ConsiderParts, "places" | "views">;

const droppedAt = (place: Place, { id, ...kept }: Kept, reason: "muted" | "level"): Decision => ({
  ...kept,
  id,
  target: place,
  happeningId: id,
  noticeId: null,
  kind: "message",
  outcome: "dropped",
  reason,
  until: null,
  isThere: false,
});

/** The newest message of each session that a person was not told of since they want no news of it. */
const unwantedBy = async (
  parts: Seeing & { store: Store; preferences: PreferencesService },
  person: PersonRecord,
  newest: Iterable<Kept>,
): Promise<Decision[]> => {
  const { store, preferences, places, views } = parts;
  const set = await preferences.of(person.id);
  const [place] = await places.of(person, set);
  const view = await views.get(person.id);
  if (place === undefined) return [];
  const decisions: Decision[] = [];
  for (const kept of newest) {
    const marks = await store.read.people.marks(person.id, kept.sessionId);
    if (view?.roleIn(kept.sessionId) === undefined || (marks?.level ?? set.level) === "all") continue;
    decisions.push(droppedAt(place, kept, marks?.muted === true ? "muted" : "level"));
  }
  return decisions;
};

export const createNews = async (parts: { store: Store; preferences: PreferencesService }): Promise<News> => {
  const { store, preferences } = parts;
  const wanted = createWanted();
  for (const { personId } of await store.read.attention.all()) {
    wanted.set(personId, null, (await preferences.of(personId)).level === "all");
  }
  for (const { id } of await store.read.people.list()) {
    for (const [sessionId, marks] of await store.read.people.allMarks(id)) {
      if (marks.level === "all") wanted.set(id, sessionId, true);
    }
  }
  const newest = new Map<string, Kept>();

  return {
    keep({ id, sessionId, messageSeq, title, at }) {
      newest.delete(sessionId);
      newest.set(sessionId, { id, sessionId, messageSeq, title, at });
      if (newest.size > MOST_SESSIONS) newest.delete(newest.keys().next().value ?? "");
    },
    // An @ may be somebody's name.
    isWanted: ({ sessionId, body }) => wanted.isAny(sessionId) || body.includes("@"),
    follow: (personId, sessionId, { level }) => wanted.set(personId, sessionId, level === "all"),
    forget(sessionId) {
      newest.delete(sessionId);
      wanted.forget(sessionId);
    },
    async decisions(own, person) {
      const view = await own.views.get(person.id);
      const kept = (await store.read.notices.latest(person.id, MOST_DECISIONS)).filter(
        ({ sessionId }) => sessionId === null || view?.roleIn(sessionId) !== undefined,
      );
      const all: Decision[] = [...kept, ...(await unwantedBy({ ...own, store, preferences }, person, newest.values()))];
      return all.toSorted((a, b) => b.at - a.at).slice(0, MOST_DECISIONS);
    },
  };
};
