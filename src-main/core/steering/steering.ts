import type { Carrier } from "#contract/receipt.ts";
import type { Steering } from "#contract/session.ts";
import { quietAt } from "../attention/habit.ts";
import type { Changes } from "../changes.ts";
import type { WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { SessionRecord } from "../records.ts";
import type { SettingsService } from "../settings/settings.ts";
import { mayTake, waitsForMe } from "./carriers.ts";
import { createDue, type DueService } from "./due.ts";
import { createLeases, type Leases } from "./leases.ts";
import { createListening, type ListeningNow, type ListeningService } from "./listening.ts";
import { reachOf } from "./reach.ts";
import { createReceipts, type ReceiptsService } from "./receipts.ts";
import { createReply, type Reply } from "./reply.ts";
import { createWaiters, type Waiter, type Waiters } from "./waiters.ts";

/** What a screen is told of steering a session. */
export interface SteeringNow {
  listening: ListeningNow;
  /** The carriers that wait, best first. */
  waiting: Carrier[];
  steering: Steering;
  /** Whether the end of a turn waits for a person, by the session's own choice or the setting. */
  waitForMe: boolean;
  /** When it counts as quiet if its agent gives no other sign; null: not as long as it is as it is. */
  quietAt: number | null;
}

export interface SteeringServices {
  waiters: Waiters;
  leases: Leases;
  listening: ListeningService;
  due: DueService;
  receipts: ReceiptsService;
  reply: Reply;
  now(session: SessionRecord): SteeringNow;
  /** Ends the hooks of a session that wait at the end of a turn, since the agent works again. */
  endHookWaits(sessionId: string): void;
  /** Ends those that wait although nobody wants that any more. */
  endUnwanted(sessionId: string): Promise<void>;
  /** Ends what waits to type into terminals of a machine. */
  endTerminals(machineId: string): void;
  endOfMachine(machineId: string, error: Error): void;
  endOfSession(sessionId: string, error: Error): void;
  /** Ends every wait, for a hub that closes. */
  close(): Promise<void>;
}

interface Parts {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  settings: SettingsService;
  writeOnce: WriteOnce;
  newId: NewId;
  isJoined(machineId: string): boolean;
}

/** Tells screens and hooks that wait when the setting for all sessions without a choice of their own changes. */
const followSetting = ({ changes, settings, store, logger }: Parts, onChange: (sessionId: string) => Promise<void>) => {
  let known = settings.current().waitForMe;
  const tellAll = async () => {
    for (const session of await store.read.sessions.all()) {
      if (session.waitForMe !== null) continue;
      changes.publish({ type: "session", session, stateBefore: session.state });
      await onChange(session.id);
    }
  };
  return changes.subscribe((change) => {
    if (change.type !== "settings" || change.settings.waitForMe === known) return;
    known = change.settings.waitForMe;
    tellAll().catch((error: unknown) => logger.warn({ error: String(error) }, "could not tell of a setting"));
  });
};

const isHookOf = (sessionId: string) => (waiter: Waiter) => waiter.sessionId === sessionId && waiter.carrier === "hook";

/** Builds what brings replies to agents. */
export const createSteering = (parts: Parts): SteeringServices => {
  const { store, settings } = parts;
  const waiters = createWaiters();
  const leases = createLeases(parts.clock, (sessionId) => void due.offer(sessionId));
  const listening = createListening({ ...parts, waiters });
  const own = { ...parts, waiters, leases, listening };
  const due: DueService = createDue(own);
  const endIdle = (which: (waiter: Waiter) => boolean) => {
    for (const waiter of waiters.takeIdle(which)) waiter.resolve([]);
  };
  const endWith = (error: Error, which: (waiter: Waiter) => boolean) => {
    for (const waiter of waiters.takeAll(which)) waiter.reject(error);
  };
  const endUnwanted = async (sessionId: string) => {
    const session = await store.read.sessions.byId(sessionId);
    if (session && !mayTake("hook", session, settings.current())) endIdle(isHookOf(sessionId));
  };
  const unfollow = followSetting(parts, endUnwanted);
  return {
    waiters,
    leases,
    listening,
    due,
    receipts: createReceipts(own),
    reply: createReply(own),
    now(session) {
      const [now, rules] = [listening.of(session), settings.current()];
      const waiting = waiters.carriersOf(session.id);
      const isJoined = parts.isJoined(session.machineId);
      const steering = reachOf(session, { waiting, listening: now, isJoined, rules });
      return {
        listening: now,
        waiting,
        steering,
        waitForMe: waitsForMe(session, rules),
        // Whoever waits for replies is heard by that.
        quietAt: now.isListening ? null : quietAt(session, rules.quietAfterMinutes * 60_000),
      };
    },
    endHookWaits: (sessionId) => endIdle(isHookOf(sessionId)),
    endUnwanted,
    endTerminals: (machineId) => endIdle((w) => w.machineId === machineId && w.carrier === "terminal"),
    endOfMachine: (machineId, error) => endWith(error, (w) => w.machineId === machineId),
    endOfSession: (sessionId, error) => endWith(error, (w) => w.sessionId === sessionId),
    async close() {
      unfollow();
      leases.close();
      for (const waiter of waiters.takeAll(() => true)) waiter.resolve([]);
      await listening.close();
    },
  };
};
