import type { Settings } from "#contract/settings.ts";
import { type Act, createAct } from "./acts/act.ts";
import { type ApprovalsService, createApprovals } from "./approvals/approvals.ts";
import { type AttachmentsService, createAttachments } from "./attachments/attachments.ts";
import { type AttentionService, createAttention } from "./attention/attention.ts";
import type { NoticeSurface } from "./attention/notice.ts";
import type { WebhookCaller } from "./attention/webhook.ts";
import { createStalled, type StalledService } from "./attention/stalled.ts";
import { createBuckets, type Buckets } from "./bucket.ts";
import { createChanges, type Changes } from "./changes.ts";
import { HubError } from "./errors.ts";
import { createWriteOnce, type Once } from "./idempotency.ts";
import { createIds } from "./ids.ts";
import { createLedger, type LedgerService } from "./ledger/ledger.ts";
import { createMachineKeys, type MachineKeys } from "./machines/keys.ts";
import { createMachines, type MachinesService } from "./machines/machines.ts";
import { createPostMessage, type PostMessage } from "./messages/post.ts";
import { createQuestions, type QuestionsService } from "./questions/questions.ts";
import { createMarkRead, type MarkRead } from "./people/marks.ts";
import { createDevices, type DevicesService } from "./people/devices.ts";
import { createKnownDevices } from "./people/known-devices.ts";
import { createMembers, type MembersService } from "./people/members.ts";
import { createSignIn, type SignInService } from "./people/sign-in.ts";
import { createViews, type PeopleViews } from "./people/views.ts";
import type { Blobs, Clock, Logger, SearchIndex, Store } from "./ports.ts";
import { createRules, type RulesService } from "./rules/rules.ts";
import type { ShellParser } from "./rules/shell/parser.ts";
import { createSearch, type Search } from "./search/search.ts";
import { createOpenSession, type OpenedSession } from "./sessions/open.ts";
import { createSessions, type SessionsService } from "./sessions/sessions.ts";
import { createSettings, type SettingsService } from "./settings/settings.ts";
import type { DueService } from "./steering/due.ts";
import type { ListeningService } from "./steering/listening.ts";
import type { ReceiptsService } from "./steering/receipts.ts";
import type { Reply } from "./steering/reply.ts";
import { createSteering, type SteeringServices } from "./steering/steering.ts";

/** The rules of Muster over whatever store, without a door: what both doors and the hosts call. */
export interface Core {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: Changes;
  readonly settings: SettingsService;
  readonly machineKeys: MachineKeys;
  readonly machines: MachinesService;
  readonly signIn: SignInService;
  /** What each person may see, from memory. */
  readonly views: PeopleViews;
  readonly members: MembersService;
  readonly devices: DevicesService;
  readonly buckets: Buckets;
  readonly open: ReturnType<typeof createOpenSession>;
  readonly sessions: SessionsService;
  readonly attachments: AttachmentsService;
  readonly questions: QuestionsService;
  readonly approvals: ApprovalsService;
  readonly rules: RulesService;
  readonly ledger: LedgerService;
  readonly post: PostMessage;
  readonly due: DueService;
  readonly receipts: ReceiptsService;
  readonly reply: Reply;
  readonly listening: ListeningService;
  readonly act: Act;
  /** What a screen is told of steering a session. */
  readonly steeringOf: SteeringServices["now"];
  readonly markRead: MarkRead;
  readonly search: Search;
  readonly attention: AttentionService;
  readonly stalled: StalledService;
  /** Binds an idempotency key to a request that does several things. Throws `conflict` if it is another's. */
  claimKey(once: Once): Promise<void>;
  /** Ends every call that waits, with nothing: for a hub that closes. */
  endWaits(): Promise<void>;
  close(): Promise<void>;
}

export type { OpenedSession };

export interface CoreParts {
  store: Store;
  search: SearchIndex;
  blobs: Blobs;
  clock: Clock;
  logger: Logger;
  shellParser: ShellParser;
  settingsOver: Partial<Settings>;
  ownerName: string;
  webhooks: WebhookCaller;
  /** IANA name of the zone that the hub's computer is in. */
  timeZone: string;
  /** Where notifications are shown on the hub's computer. */
  surface?: NoticeSurface;
  /** Opens a discussion at a message after a click on a notification; null opens what needs the person. */
  openDiscussion?: (sessionId: string | null, messageSeq: number | null) => void;
}

const HOUR_MS = 3_600_000;

/** Decisions about notifications that are kept of each person. */
const MOST_NOTICES = 500;

const startHousekeeping = (parts: CoreParts, attachments: AttachmentsService, ledger: LedgerService) => {
  const tidy = async () => {
    await parts.store.write((tx) => tx.idempotency.removeBefore(parts.clock() - 24 * HOUR_MS));
    await attachments.tidy();
    await ledger.tidy();
    await parts.store.write((tx) => tx.notices.prune(parts.clock() - 30 * 24 * HOUR_MS, MOST_NOTICES));
  };
  let running = Promise.resolve();
  const run = () => {
    running = running
      .then(tidy)
      .catch((error: unknown) => parts.logger.warn({ error: String(error) }, "could not tidy up"));
  };
  run();
  const timer = setInterval(run, HOUR_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};

/** Ends the calls that wait, whatever they wait for. */
const createWaits = (all: Pick<QuestionsService, "endOfMachine" | "endOfSession" | "close">[]) => ({
  endOfMachine(machineId: string) {
    const error = new HubError("unauthorized", "This machine's key was revoked.");
    for (const some of all) some.endOfMachine(machineId, error);
  },
  endOfSession(sessionId: string) {
    const error = new HubError("not-found", "This session was deleted.");
    for (const some of all) some.endOfSession(sessionId, error);
  },
  async close() {
    await Promise.all(all.map((some) => some.close()));
  },
});

/** What the services stand on. */
const createBase = async ({ store, clock, logger, settingsOver, shellParser }: CoreParts) => {
  const newId = createIds(clock, await store.read.messages.newestId());
  const changes = createChanges(logger);
  const writeOnce = createWriteOnce(store, clock);
  const settings = await createSettings({ store, clock, changes, logger, over: settingsOver });
  const rules = await createRules({ store, clock, logger, newId, changes, writeOnce, shellParser });
  const ledger = createLedger({ store, clock, logger, settings });
  return { store, clock, logger, newId, changes, writeOnce, settings, rules, ledger };
};

/** Has everything new looked at by the search; gives what ends that. */
const startFollowing = (changes: Changes, search: SearchIndex) =>
  changes.subscribe((change) => {
    if (change.type === "message" || change.type === "session-deleted") search.follow();
  });

/** The people of the hub, and what they come with. */
const createPeople = async (base: Awaited<ReturnType<typeof createBase>>, ownerName: string) => {
  const own = { ...base, views: createViews(base.store), known: createKnownDevices(base.store.read.devices) };
  const signIn = await createSignIn({ ...own, ownerName });
  return { signIn, views: own.views, members: createMembers(own), devices: createDevices(own) };
};

const sessionsOf = (
  base: Awaited<ReturnType<typeof createBase>>,
  parts: {
    post: PostMessage;
    attachments: AttachmentsService;
    steering: Pick<SteeringServices, "endUnwanted">;
    waits: ReturnType<typeof createWaits>;
  },
): SessionsService =>
  createSessions({
    ...base,
    post: parts.post,
    endWaiting: parts.waits.endOfSession,
    endUnwanted: parts.steering.endUnwanted,
    letGoOfFiles: parts.attachments.letGo,
  });

/** Gives back what was acquired, one after the other. */
const closeAll =
  (...closers: ((() => unknown) | { close(): unknown })[]) =>
  async (): Promise<void> => {
    for (const closer of closers) await (typeof closer === "function" ? closer() : closer.close());
  };

/** Builds the services of a hub on its store. */
export const createCore = async (parts: CoreParts): Promise<Core> => {
  const base = await createBase(parts);
  const { store, clock, logger, changes, settings, writeOnce, rules, ledger } = base;
  const machineKeys = await createMachineKeys(base);
  const steering = createSteering({ ...base, isJoined: machineKeys.isJoined });
  const post = createPostMessage(base);
  const attachments = createAttachments({ ...parts, ...base });
  const questions = await createQuestions(base);
  const approvals = await createApprovals(base);
  const waits = createWaits([steering, questions, approvals]);
  const stopHousekeeping = startHousekeeping(parts, attachments, ledger);
  const unfollow = startFollowing(changes, parts.search);
  const people = await createPeople(base, parts.ownerName);
  const { reply } = steering;
  const attention = await createAttention({ ...parts, ...base, ...people, approvals, questions, reply });
  const stalled = await createStalled({
    ...base,
    isListening: (session) => steering.listening.of(session).isListening,
  });
  return {
    store,
    clock,
    logger,
    changes,
    settings,
    machineKeys,
    attachments,
    questions,
    approvals,
    rules,
    ledger,
    post,
    due: steering.due,
    receipts: steering.receipts,
    reply,
    listening: steering.listening,
    act: createAct({ ...base, ...steering, tellEnded: approvals.tellEnded }),
    steeringOf: steering.now,
    buckets: createBuckets(clock, () => settings.current()),
    machines: createMachines({
      ...base,
      keys: machineKeys,
      refusals: ledger.refusals,
      endWaiting: waits.endOfMachine,
      endTerminals: steering.endTerminals,
    }),
    ...people,
    attention,
    stalled,
    open: createOpenSession(base),
    sessions: sessionsOf(base, { post, attachments, steering, waits }),
    markRead: createMarkRead(base),
    search: createSearch(store, parts.search),
    claimKey: async (once) => void (await writeOnce(once, () => Promise.resolve(null))),
    endWaits: () => waits.close(),
    close: closeAll(stopHousekeeping, unfollow, stalled, attention, waits, rules, machineKeys, ledger, changes.flush),
  };
};
