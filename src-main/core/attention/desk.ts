import type { AttentionChange, AttentionPreferences, DoNotDisturbChoice } from "#contract/attention.ts";
import type { Change, Changes } from "../changes.ts";
import type { SignInService } from "../people/sign-in.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { PersonRecord } from "../records.ts";
import { createBeat } from "./desk-beat.ts";
import { type Board, type BoardParts, createBoard, type DeskBoard } from "./desk-board.ts";
import { doNotDisturbOffers } from "./do-not-disturb.ts";
import { quietUntil } from "./quiet.ts";
import { nextQuietHoursAt } from "./quiet-hours.ts";

/** What the desktop shows of the owner's sessions beside the window. Times are milliseconds since the epoch. */
export interface DeskNow extends DeskBoard {
  counts: { needs: number; working: number };
  /** Null when the owner may be disturbed. */
  doNotDisturbUntil: number | null;
  /** Until when it is quiet, and what ends that; null when it is not. */
  quiet: { until: number; by: "quiet-hours" | "do-not-disturb" } | null;
}

export interface Desk {
  now(): DeskNow;
  /** Calls back at once, and when it is another one, a few times a second at most; returns the way to stop. */
  watch(listener: (now: DeskNow) => void): () => void;
  /** For how long notifications can be kept back, and when that would end, in milliseconds since the epoch. */
  offers(): { choice: DoNotDisturbChoice; until: number }[];
  /** Keeps notifications back for so long; null ends that. */
  setDoNotDisturb(choice: DoNotDisturbChoice | null): Promise<void>;
  /** Looks at the clock again, for a computer that slept. */
  refresh(): void;
}

export interface DeskParts extends BoardParts {
  store: Store;
  changes: Changes;
  clock: Clock;
  logger: Logger;
  /** Whose desk it is: asked again when people change, since the owner may be another one by then. */
  signIn: Pick<SignInService, "owner">;
  preferences: {
    of(personId: string): Promise<AttentionPreferences>;
    change(person: PersonRecord, change: AttentionChange): Promise<unknown>;
  };
}

/** A tray that changes more often flickers. */
const REST_MS = 250;

interface State {
  board: Board;
  owner: PersonRecord;
  preferences: AttentionPreferences;
}

/** All that is on disk now. */
const load = async (parts: DeskParts): Promise<State> => {
  const { read } = parts.store;
  const owner = await parts.signIn.owner();
  const preferences = await parts.preferences.of(owner.id);
  const board = createBoard(parts);
  for (const [sessionId, marks] of await read.people.allMarks(owner.id)) board.keepMarks(sessionId, marks);
  for (const session of await read.sessions.all()) {
    const { id } = session;
    if (session.openApprovals > 0)
      for (const ask of await read.approvals.openOf(id)) board.keepAsk("approval", id, ask);
    if (session.openQuestions > 0)
      for (const ask of await read.questions.openOf(id)) board.keepAsk("question", id, ask);
    board.keepSession(session);
  }
  return { board, owner, preferences };
};

/** Takes a change over; says whether that may be seen. */
const apply = (state: State, change: Change): boolean => {
  const { board, owner } = state;
  switch (change.type) {
    case "message": {
      const { message, session } = change;
      if (message.approval !== null) board.keepAsk("approval", session.id, message.approval);
      if (message.question !== null) board.keepAsk("question", session.id, message.question);
      board.keepSession(session);
      return true;
    }
    case "approval":
    case "question":
      board.keepAsk(change.type, change.session.id, change.type === "approval" ? change.approval : change.question);
      board.keepSession(change.session);
      return true;
    case "session":
      board.keepSession(change.session);
      return true;
    case "session-deleted":
      board.removeSession(change.sessionId);
      return true;
    case "marks":
      if (change.personId === owner.id) board.keepMarks(change.sessionId, change.marks);
      return change.personId === owner.id;
    case "machine":
      board.renameMachine(change.machine.id, change.machine.name);
      return true;
    case "attention":
      if (change.personId === owner.id) state.preferences = change.preferences;
      return change.personId === owner.id;
    default:
      return false;
  }
};

/** What makes all of it another one: whose it is, and when a session counts as quiet. */
const needsLoading = (change: Change) =>
  change.type === "settings" || (change.type === "person" && change.isAccessChanged);

const smallest = (...times: (number | null | undefined)[]): number | undefined => {
  const known = times.filter((time): time is number => typeof time === "number");
  return known.length === 0 ? undefined : Math.min(...known);
};

const pictureOf = ({ board, preferences }: State, now: number): DeskNow => {
  const { needs, working } = board.at(now);
  const until = preferences.doNotDisturb.until === null ? 0 : Date.parse(preferences.doNotDisturb.until);
  return {
    needs,
    working,
    counts: { needs: needs.length, working: working.length },
    doNotDisturbUntil: until > now ? until : null,
    quiet: quietUntil(preferences, now),
  };
};

/** When the picture is another one by time alone. */
const turnAfter = ({ board, preferences }: State, picture: DeskNow, now: number) =>
  smallest(
    board.nextTurn(now),
    picture.doNotDisturbUntil,
    picture.quiet?.until,
    nextQuietHoursAt(preferences.quietHours, now),
  );

/** Keeps the state true: each change as it comes, and all of it anew after those that touch everything. */
const createFollower = (parts: DeskParts, onChange: () => void) => {
  let state: State | null = null;
  let loading: { missed: Change[] } | null = null;
  const reload = async (): Promise<void> => {
    const own = { missed: [] as Change[] };
    loading = own;
    const loaded = await load(parts);
    // Another one began meanwhile, and knows more.
    if (loading !== own) return;
    loading = null;
    for (const change of own.missed) apply(loaded, change);
    state = loaded;
    onChange();
  };
  const reloadInBackground = () => {
    reload().catch((error: unknown) => parts.logger.warn({ error: String(error) }, "the desk could not be read"));
  };
  const unsubscribe = parts.changes.subscribe((change) => {
    loading?.missed.push(change);
    if (state !== null && apply(state, change)) onChange();
    if (needsLoading(change)) reloadInBackground();
  });
  return { reload, state: () => state, close: unsubscribe };
};

const empty: DeskNow = {
  needs: [],
  working: [],
  counts: { needs: 0, working: 0 },
  doNotDisturbUntil: null,
  quiet: null,
};

/** Shows pictures to those who watch, when they are others. */
const createShow = ({ clock, logger }: DeskParts, stateNow: () => State | null) => {
  /** Each with what it was told last. */
  const listeners = new Map<(now: DeskNow) => void, string>();
  const tell = () => {
    const state = stateNow();
    if (state === null || listeners.size === 0) return;
    const now = clock();
    const picture = pictureOf(state, now);
    beat.at(turnAfter(state, picture, now));
    const text = JSON.stringify(picture);
    for (const [listener, told] of listeners) {
      if (told === text) continue;
      listeners.set(listener, text);
      try {
        listener(picture);
      } catch (error) {
        logger.error({ error: String(error) }, "what stands beside the window could not be shown");
      }
    }
  };
  const beat = createBeat({ clock, restMs: REST_MS, tell });
  return {
    changed: () => {
      if (listeners.size > 0) beat.changed();
    },
    add(listener: (now: DeskNow) => void, picture: DeskNow): () => void {
      listeners.set(listener, JSON.stringify(picture));
      listener(picture);
      beat.changed();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) beat.stop();
      };
    },
    close: () => beat.stop(),
  };
};

/** Starts to follow what the desktop shows of the owner's sessions. */
export const createDesk = async (parts: DeskParts): Promise<Desk & { close(): void }> => {
  const { clock, preferences } = parts;
  const follower = createFollower(parts, () => show.changed());
  const show = createShow(parts, follower.state);
  const now = (): DeskNow => {
    const state = follower.state();
    return state === null ? empty : pictureOf(state, clock());
  };
  await follower.reload();
  return {
    now,
    watch: (listener) => show.add(listener, now()),
    offers() {
      const state = follower.state();
      return state === null ? [] : doNotDisturbOffers(state.preferences, clock());
    },
    async setDoNotDisturb(choice) {
      const owner = await parts.signIn.owner();
      if (choice !== null) return void (await preferences.change(owner, { doNotDisturbFor: choice }));
      const { doNotDisturb } = await preferences.of(owner.id);
      await preferences.change(owner, { doNotDisturb: { ...doNotDisturb, until: null } });
    },
    refresh: () => show.changed(),
    close() {
      follower.close();
      show.close();
    },
  };
};
