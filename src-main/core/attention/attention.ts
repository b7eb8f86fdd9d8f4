import type { AttentionPreferences, NoticeCapabilities } from "#contract/attention.ts";
import type { ApprovalsService } from "../approvals/approvals.ts";
import type { Change, Changes } from "../changes.ts";
import type { NewId } from "../ids.ts";
import type { PeopleViews } from "../people/views.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { QuestionsService } from "../questions/questions.ts";
import type { PersonCaller, PersonRecord } from "../records.ts";
import type { SettingsService } from "../settings/settings.ts";
import type { Reply } from "../steering/reply.ts";
import type { NoticeRecord } from "../store-attention.ts";
import { answerNotices } from "./answers.ts";
import { createPreferences, type PreferencesService } from "./attention-preferences.ts";
import { createBundles } from "./bundles.ts";
import type { ConsiderParts } from "./consider.ts";
import { createFollowing } from "./following.ts";
import { createJournal } from "./journal.ts";
import { createNews } from "./news.ts";
import type { NoticeSurface } from "./notice.ts";
import { noPages, type Pages } from "./pages.ts";
import { quietUntil } from "./quiet.ts";
import { createQuietNews } from "./quiet-news.ts";
import { startReminding } from "./reminding.ts";
import { tellLeftOver } from "./left-over.ts";
import { createSurfaceState } from "./surface-state.ts";
import { createPlaces } from "./targets.ts";
import { createTasks, type Tasks } from "./tasks.ts";
import { createTelling } from "./telling.ts";
import { createTest, type TestOutcome } from "./test-notice.ts";
import { createWebhookCalls } from "./webhook-calls.ts";
import type { WebhookCaller } from "./webhook.ts";

/** Decides what deserves a person's attention, tells them where they want it, and takes their answers. */
export interface AttentionService {
  readonly preferences: Pick<PreferencesService, "of" | "change">;
  /** Until when it is quiet for a person now; null when it is not. */
  quietUntil(preferences: AttentionPreferences): number | null;
  /** What the hub's computer can show; null without a surface. */
  capabilities(): Promise<NoticeCapabilities | null>;
  /** What was decided for a person lately, newest first. */
  decisions(person: PersonRecord): Promise<Omit<NoticeRecord, "personId">[]>;
  /** Shows a notification to try it: to the owner on the hub's computer, to others on their open pages. */
  test(caller: PersonCaller): Promise<TestOutcome>;
  /** The pages that people have open, from now on. */
  usePages(pages: Pages): void;
  /** Looks at once at everything that waits for a time: after the computer slept, or its clock was set. */
  reconsider(): void;
  /** Resolves when everything that happened so far is decided, kept and told. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface AttentionParts {
  store: Store;
  clock: Clock;
  logger: Logger;
  newId: NewId;
  changes: Changes;
  settings: SettingsService;
  signIn: { owner(): Promise<PersonRecord> };
  views: PeopleViews;
  approvals: Pick<ApprovalsService, "decide" | "readTyped">;
  questions: Pick<QuestionsService, "answer">;
  reply: Reply;
  /** Where notifications are shown on the hub's computer. */
  surface?: NoticeSurface | undefined;
  openDiscussion?: ((sessionId: string | null, messageSeq: number | null) => void) | undefined;
  webhooks: WebhookCaller;
  /** IANA name of the zone that the hub's computer is in. */
  timeZone: string;
}

/** What decides, with what it keeps in memory. */
const createDeciding = async (parts: AttentionParts) => {
  const { store, logger, settings, surface, signIn } = parts;
  let pages = noPages;
  const journal = await createJournal(parts);
  const tasks: Tasks = createTasks({ journal, logger });
  const surfaceState = createSurfaceState(surface);
  const isDesktopOn = () => settings.current().notifications && surfaceState.isThere();
  const hasDesktop = async (personId: string) => isDesktopOn() && (await signIn.owner()).id === personId;
  const preferences = createPreferences({ ...parts, hasDesktop, refuseWebhook: parts.webhooks.refuse });
  const bundles = createBundles();
  const own = { pages: () => pages, tasks: () => tasks };
  const telling = createTelling({ ...own, surface, surfaceState, logger });
  const places = createPlaces({ ...parts, ...own, surfaceState });
  const considering: ConsiderParts = { ...parts, ...own, board: journal.board, preferences, bundles, telling, places };
  const webhooks = createWebhookCalls({ ...parts, ...own, preferences, caller: parts.webhooks });
  const news = await createNews({ store, preferences });
  const usePages = (next: Pages) => {
    pages = next;
  };
  return { ...considering, journal, tasks, webhooks, news, surfaceState, usePages };
};
export type Deciding = Awaited<ReturnType<typeof createDeciding>>;

/** Follows what happens on the hub from now on, and tells what it missed while it was off. */
export const createAttention = async (parts: AttentionParts): Promise<AttentionService> => {
  const { clock, changes, surface } = parts;
  const deciding = await createDeciding(parts);
  const { tasks, news, preferences, webhooks, surfaceState } = deciding;
  const reminding = startReminding({ ...parts, ...deciding });
  const tellOpen = tellLeftOver({ ...parts, ...deciding });
  const { id: ownerId } = await parts.signIn.owner();
  const following = createFollowing({ ...parts, ...deciding, ownerId, tellOpen, onLater: reminding.look });
  const quietNews = await createQuietNews({ ...parts, preferences });
  const unsubscribe = changes.subscribe((change: Change) => {
    following.take(change);
    quietNews.take(change);
  });
  let unlook: (() => void) | undefined;
  const answering =
    surface && answerNotices({ ...parts, ...deciding, surface, openDiscussion: parts.openDiscussion ?? (() => {}) });
  tasks.add(tellOpen);
  reminding.look();
  surfaceState.look();
  return {
    preferences,
    quietUntil: (of) => quietUntil(of, clock())?.until ?? null,
    capabilities: surfaceState.capabilities,
    decisions: (person) => news.decisions(deciding, person),
    test: createTest({ ...parts, ...deciding }),
    usePages(pages) {
      unlook?.();
      deciding.usePages(pages);
      unlook = pages.onLook(following.looked);
    },
    reconsider() {
      quietNews.look();
      reminding.look();
    },
    async settled() {
      changes.flush();
      await surfaceState.settled();
      await answering?.settled();
      await tasks.settled();
      await reminding.settled();
      await webhooks.settled();
      await tasks.settled();
    },
    async close() {
      unsubscribe();
      quietNews.close();
      unlook?.();
      answering?.stop();
      await answering?.settled();
      await reminding.close();
      await tasks.close();
      await webhooks.close();
    },
  };
};
