import type { NewRule, ReplayAnswer, Rule, RulesAnswer, TryRequest, Verdict } from "#contract/rule.ts";
import { api } from "./api.ts";
import { followRemote, useRemote } from "./remotes/follow-remote.ts";
import { type Read, withItem, withoutItem } from "./remotes/remote.ts";
import { onChange } from "./stream.ts";

const standing = followRemote<RulesAnswer>(() => api.call("rules"));
const ended = followRemote<RulesAnswer>(() => api.call("rules", { query: { ended: "true" } }));
const templates = followRemote(async () => (await api.call("ruleTemplates")).items);

const take = (rule: Rule) => {
  const put = (answer: RulesAnswer) => ({ ...answer, items: withItem(answer.items, rule) });
  const drop = (answer: RulesAnswer) => ({ ...answer, items: withoutItem(answer.items, rule.id) });
  standing.change(rule.endedAt === null ? put : drop);
  ended.change(rule.endedAt === null ? drop : put);
};

onChange((change) => {
  if (change.type === "rule") take(change.rule);
});

export const useRules = (which: "standing" | "ended"): Read<RulesAnswer> =>
  useRemote(which === "standing" ? standing : ended);
export const useTemplates = () => useRemote(templates);
export const readRulesAgain = (): void => {
  standing.again();
  ended.again();
  templates.again();
};

/** Makes a rule. Throws what the client throws. */
export const makeRule = async (rule: NewRule): Promise<Rule> => {
  const answer = await api.call("makeRule", { body: rule });
  take(answer.rule);
  return answer.rule;
};

export const changeRule = async (id: string, change: NewRule): Promise<void> => {
  take((await api.call("changeRule", { params: { id }, body: change })).rule);
};

export const endRule = async (id: string): Promise<void> => {
  take((await api.call("endRule", { params: { id } })).rule);
};

export const tryRules = (request: TryRequest, signal?: AbortSignal): Promise<Verdict> =>
  api.call("tryRules", { body: request, ...(signal ? { signal } : {}) });

export const replayRules = (rules: NewRule[], signal?: AbortSignal): Promise<ReplayAnswer> =>
  api.call("replayRules", { body: { rules }, ...(signal ? { signal } : {}) });
