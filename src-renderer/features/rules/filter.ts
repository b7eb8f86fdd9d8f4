import type { Rule } from "#contract/rule.ts";
import { endedWords, ruleEffectWords, scopeWords, type ScopeNames } from "../../text/rules.ts";
import { fold } from "../list/filter.ts";

/** Rules in which every word is found: in what they match, where they count, who made them, or their note. */
export const rulesWith = (rules: readonly Rule[], text: string, names: ScopeNames): readonly Rule[] => {
  const words = fold(text).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return rules;
  return rules.filter((rule) => {
    const { effect, tool, match, scope, note, madeBy, endedWhy } = rule;
    const all = fold(
      [
        ruleEffectWords[effect],
        tool,
        ...Object.values(match ?? {}),
        ...scopeWords(scope, names),
        note ?? "",
        madeBy.name,
        endedWhy === null ? "" : endedWords[endedWhy],
      ].join("\n"),
    );
    return words.every((word) => all.includes(word));
  });
};
