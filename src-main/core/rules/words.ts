import type { NewRule, RuleMatch } from "#contract/rule.ts";

const MOST_CHARS = 120;

const shorten = (text: string) => (text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS - 1)}…`);

const matchWords = (match: RuleMatch | null | undefined): string => {
  if (match === null || match === undefined) return "";
  return ` ${shorten((match.command ?? match.path ?? match.exact ?? "").replace(/\s+/gu, " ").toWellFormed())}`;
};

/** A rule in one line: `allow Bash git status **`. */
export const nameOf = ({ effect, tool, match }: Pick<NewRule, "effect" | "tool" | "match">): string =>
  `${effect} ${tool}${matchWords(match)}`;
