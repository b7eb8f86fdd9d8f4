import type {
  AttentionAnswer,
  AttentionChange,
  AttentionDecision,
  AttentionPreferences,
  TestNoticeAnswer,
} from "#contract/attention.ts";
import { api } from "./api.ts";
import { followRemote, useRemote } from "./remotes/follow-remote.ts";
import type { Read } from "./remotes/remote.ts";
import { onChange } from "./stream.ts";

type Attention = Omit<AttentionAnswer, "webhookSecret">;

const attention = followRemote<Attention>(() => api.call("attention"));
const decisions = followRemote<AttentionDecision[]>(async () => (await api.call("attentionDecisions")).items);

onChange((change) => {
  // What was told just now is among the decisions.
  if (change.type === "notice" || change.type === "notice-withdrawn") decisions.again();
  if (change.type !== "attention") return;
  const { preferences, quietUntil } = change;
  attention.change((known) => ({ ...known, preferences, quietUntil }));
});

/** How this person is notified. */
export const useAttention = (): Read<Attention> => useRemote(attention);
export const readAttentionAgain = (): void => attention.again();
/** What they were told of lately or not, and why. */
export const useDecisions = (): Read<AttentionDecision[]> => useRemote(decisions);
export const readDecisionsAgain = (): void => decisions.again();

/** Changes how this person is notified; gives a new webhook's secret, which is told this once. Throws what the client throws. */
export const changeAttention = async (change: AttentionChange): Promise<string | null> => {
  const { webhookSecret, ...answer } = await api.call("changeAttention", { body: change });
  attention.change(() => answer);
  return webhookSecret ?? null;
};

let changes: Promise<unknown> = Promise.resolve();

/**
 * Changes some of one part, such as the time zone of quiet hours. One after the other, each upon what the hub answered
 * last: the hub takes a part as a whole, and two quick changes must not undo each other. Throws what the client throws.
 */
export const changePartOfAttention = async <N extends "quietHours" | "doNotDisturb" | "escalation">(
  name: N,
  change: Partial<AttentionPreferences[N]>,
): Promise<void> => {
  const before = changes;
  const inTurn = async () => {
    await before;
    const known = attention.store.getState().data;
    if (known) await changeAttention({ [name]: { ...known.preferences[name], ...change } });
  };
  const mine = inTurn();
  // One that failed doesn't keep the next from being tried.
  changes = mine.catch(() => {});
  await mine;
};

/** Has a notification shown, to try it. Throws what the client throws. */
export const testNotice = async (): Promise<TestNoticeAnswer> => {
  const answer = await api.call("testNotice");
  attention.change((known) => ({ ...known, capabilities: answer.capabilities }));
  decisions.again();
  return answer;
};
