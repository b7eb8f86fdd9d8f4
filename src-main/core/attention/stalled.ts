import type { Change, Changes } from "../changes.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { SessionRecord } from "../records.ts";
import { createAlarm } from "./alarm.ts";
import { isToldQuiet, patienceMs, quietAt, toldQuiet } from "./habit.ts";

export interface StalledService {
  /** The computer woke up: nobody could give a sign meanwhile, so everybody has their time again. */
  resumed(): void;
  close(): Promise<void>;
}

export interface StalledParts {
  store: Store;
  changes: Changes;
  clock: Clock;
  logger: Logger;
  settings: { current(): { quietAfterMinutes: number } };
  /** Whether someone on the agent's side waits for replies now, and is heard by that. */
  isListening(session: SessionRecord): boolean;
}

/** Clocks are set right by less all the time; a last sign further in the future was given before the clock was set back. */
const A_LITTLE_MS = 60_000;

/** When the store failed. */
const TRY_AGAIN_MS = 60_000;

/** What gave no sign for longer than this before the hub started has been forgotten, not interrupted. */
const FORGOTTEN_MS = 24 * 60 * 60_000;

const sessionOf = (change: Change): SessionRecord | undefined => {
  switch (change.type) {
    case "message":
    case "session":
    case "question":
    case "approval":
      return change.session;
    default:
      return undefined;
  }
};

/** When each session that works will have been without a sign for too long. */
const createWatch = ({ clock, settings, isListening }: StalledParts) => {
  const dueAts = new Map<string, number>();
  const startedAt = clock();
  // Before this the hub could have heard nobody.
  let hearsSince = startedAt;
  const usualMs = () => settings.current().quietAfterMinutes * 60_000;
  const dueAt = (session: SessionRecord): number | undefined => {
    if (session.state !== "working" || isListening(session) || isToldQuiet(session)) return undefined;
    if (session.lastHeardAt < startedAt - FORGOTTEN_MS) return undefined;
    const at = quietAt(session, usualMs());
    if (at === null) return undefined;
    const patience = patienceMs(session, usualMs());
    const isAhead = at - patience > clock() + A_LITTLE_MS;
    return Math.max(isAhead ? 0 : at, hearsSince + patience);
  };
  const next = (): number | undefined => {
    let first: number | undefined;
    for (const at of dueAts.values()) if (first === undefined || at < first) first = at;
    return first;
  };
  return {
    dueAt,
    /** Gives when it is due. */
    keep(session: SessionRecord): number | undefined {
      const at = dueAt(session);
      if (at === undefined) dueAts.delete(session.id);
      else dueAts.set(session.id, at);
      return at;
    },
    forget: (id: string) => void dueAts.delete(id),
    putBack(ids: readonly string[], at: number): void {
      for (const id of ids) dueAts.set(id, at);
    },
    hearsFrom(now: number): void {
      hearsSince = now;
    },
    /** Takes out what is due at `now`; gives when the next is. */
    take(now: number): { due: string[]; next: number | undefined } {
      const due = [...dueAts].flatMap(([id, at]) => (at < now ? id : []));
      for (const id of due) dueAts.delete(id);
      return { due, next: next() };
    },
  };
};
type Watch = ReturnType<typeof createWatch>;

/** Notes that they are quiet, so that it is told once after each sign; gives those that are not after all. */
const tell = async ({ store, changes }: StalledParts, watch: Watch, ids: readonly string[], now: number) => {
  const { stalled, others } = await store.write(async (tx) => {
    const found: { stalled: SessionRecord[]; others: SessionRecord[] } = { stalled: [], others: [] };
    for (const id of ids) {
      const session = await tx.sessions.byId(id);
      if (session === undefined) continue;
      const isDue = (watch.dueAt(session) ?? now) < now;
      const patch = toldQuiet(session);
      if (isDue) await tx.sessions.update(id, patch);
      if (isDue) found.stalled.push({ ...session, ...patch });
      else found.others.push(session);
    }
    return found;
  });
  for (const session of stalled) changes.publish({ type: "stalled", session });
  return others;
};

/** Tells of all sessions anew when the setting changes that says what is usual: they count as quiet at another time. */
const followSetting = (parts: StalledParts) => {
  let known = parts.settings.current().quietAfterMinutes;
  return async (change: Change): Promise<void> => {
    if (change.type !== "settings" || change.settings.quietAfterMinutes === known) return;
    known = change.settings.quietAfterMinutes;
    const sessions = await parts.store.read.sessions.all();
    for (const session of sessions) parts.changes.publish({ type: "session", session, stateBefore: session.state });
  };
};

/**
 * Publishes `stalled` once for each working session that gave no sign for longer than its habit. Sleeps as long as none
 * works. A hub that was off or asleep heard nobody meanwhile, so the time counts anew from then on.
 */
export const createStalled = async (parts: StalledParts): Promise<StalledService> => {
  const { store, changes, clock, logger } = parts;
  const watch = createWatch(parts);
  let running = Promise.resolve();
  const run = (work: () => Promise<void>) => {
    running = running.then(work).catch((error: unknown) => {
      logger.warn({ error: String(error) }, "could not tell that a session is quiet");
    });
  };
  const tellOrTryAgain = async (due: readonly string[], now: number) => {
    try {
      for (const session of await tell(parts, watch, due, now)) keep(session);
    } catch (error) {
      watch.putBack(due, now + TRY_AGAIN_MS);
      alarm.watch(now + TRY_AGAIN_MS);
      throw error;
    }
  };
  const alarm = createAlarm({
    clock,
    onTime(now) {
      const { due, next } = watch.take(now);
      if (due.length > 0) run(() => tellOrTryAgain(due, now));
      return next;
    },
    onJump: () => resumed(),
  });
  const keep = (session: SessionRecord) => {
    const at = watch.keep(session);
    if (at !== undefined) alarm.watch(at);
  };
  const keepAll = (sessions: readonly SessionRecord[]) => sessions.forEach(keep);
  const resumed = () => {
    watch.hearsFrom(clock());
    run(async () => keepAll(await store.read.sessions.all()));
  };
  const onSetting = followSetting(parts);
  const unsubscribe = changes.subscribe((change) => {
    const session = sessionOf(change);
    if (session !== undefined) keep(session);
    else if (change.type === "session-deleted") watch.forget(change.sessionId);
    else if (change.type === "settings") run(() => onSetting(change));
  });
  keepAll(await store.read.sessions.all());
  return {
    resumed,
    async close() {
      unsubscribe();
      alarm.close();
      await running;
    },
  };
};
