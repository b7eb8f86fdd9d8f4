import type { SessionState } from "#contract/session.ts";
import type { Change, Changes } from "../changes.ts";
import { noMarks } from "../people/marks.ts";
import type { SignInService } from "../people/sign-in.ts";
import type { Clock, Logger, Notification, Notifier, Store } from "../ports.ts";
import type { ApprovalRecord, SessionRecord } from "../records.ts";
import type { SettingsService } from "../settings/settings.ts";

type Reason = Notification["reason"];

const reasonOfState: Partial<Record<SessionState, Reason>> = { waiting: "waiting", failed: "failed", done: "done" };

/** Why a change deserves a notification, or undefined. Only the step into a state counts, not staying in it. */
const reasonOf = (change: Change): Reason | undefined => {
  if (change.type !== "message" && change.type !== "session") return undefined;
  if (change.type === "session" && change.isByPerson === true) return undefined;
  if (change.type === "message" && change.message.kind === "question") return "question";
  // What a rule decided needs nobody.
  if (change.type === "message" && change.message.approval?.state === "open") return "approval";
  const { state, openQuestions, openApprovals } = change.session;
  const entered = state === change.stateBefore ? undefined : reasonOfState[state];
  // What it waits for was told already.
  if (entered === "waiting" && openQuestions + openApprovals > 0) return undefined;
  if (entered !== undefined) return entered;
  const isUrgent = change.type === "message" && change.message.kind === "post" && change.message.level === "urgent";
  return isUrgent ? "urgent" : undefined;
};

const describe = (session: SessionRecord, reason: Reason): Notification => ({
  id: `${session.id}:${reason}:${session.lastSeq}:${session.updatedAt}`,
  sessionId: session.id,
  reason,
  title: session.title,
  subtitle: `${session.machineName} · ${session.agent.name}`,
  body: (reason === "waiting" ? session.stateNote : null) ?? session.lastMessage?.preview ?? "",
});

const idOfApproval = (id: string) => `approval:${id}`;

const describeApproval = (session: SessionRecord, { id, summary }: ApprovalRecord): Notification => ({
  ...describe(session, "approval"),
  id: idOfApproval(id),
  body: summary,
});

/** An agent that says that it waits and then asks needs its person once. */
const ONE_NEED_MS = 10_000;

/** Knows which questions and approvals only say more of what was told a moment ago. */
const createNeeds = (clock: Clock) => {
  const waitingSince = new Map<string, number>();
  return (sessionId: string, reason: Reason): boolean => {
    const since = waitingSince.get(sessionId);
    if (reason === "waiting") {
      if (waitingSince.size >= 1000) waitingSince.clear();
      waitingSince.set(sessionId, clock());
    }
    const saysMore = reason === "question" || reason === "approval";
    return !saysMore || since === undefined || clock() - since > ONE_NEED_MS;
  };
};

/**
 * Shows a notification when a session starts to wait for a person, asks, wants an approval, fails, is done or posts something
 * urgent. None for what the owner looks at, has muted or snoozed, nor while the setting is off. That of an approval goes
 * away with it. Returns the way to stop.
 */
export const startNotifying = (parts: {
  changes: Changes;
  store: Store;
  clock: Clock;
  logger: Logger;
  settings: SettingsService;
  notifier: Notifier;
  /** Whom notifications are for: asked each time, since the owner may be another one by then. */
  signIn: Pick<SignInService, "owner">;
  isLookedAt(sessionId: string, personId: string): boolean;
}): (() => void) => {
  const isNeed = createNeeds(parts.clock);
  const consider = async (session: SessionRecord, notification: Notification) => {
    if (!parts.settings.current().notifications) return;
    const { id } = await parts.signIn.owner();
    if (parts.isLookedAt(session.id, id)) return;
    const marks = (await parts.store.read.people.marks(id, session.id)) ?? noMarks;
    const isSnoozed = marks.snoozedUntil !== null && marks.snoozedUntil > parts.clock();
    if (marks.muted || isSnoozed) return;
    parts.notifier.show(notification);
  };
  return parts.changes.subscribe((change) => {
    if (change.type === "approval" && change.approval.state !== "open") {
      parts.notifier.withdraw?.(idOfApproval(change.approval.id));
    }
    const reason = reasonOf(change);
    if (reason === undefined || (change.type !== "message" && change.type !== "session")) return;
    if (!isNeed(change.session.id, reason)) return;
    const approval = change.type === "message" ? change.message.approval : null;
    const about = reason === "approval" && approval !== null;
    const notification = about ? describeApproval(change.session, approval) : describe(change.session, reason);
    consider(change.session, notification).catch((error: unknown) => {
      parts.logger.warn({ error: String(error) }, "a notification could not be shown");
    });
  });
};
