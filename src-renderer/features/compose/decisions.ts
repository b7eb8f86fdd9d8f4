import type { Approval } from "#contract/approval.ts";
import type { Command } from "./commands.ts";

const fewestSigns = 3;
const verbs = ["approve", "deny"] as const;

/** Whether a reply may be a decision: the hub reads it, and says so. */
export const mayDecide = (text: string): boolean => /^\s*(?:approve|deny)(?:\s|$)/i.test(text);

const begins = (name: string, typed: string) => name.startsWith(typed.toLowerCase().replace(/\s+/g, " "));

/** What can be decided by words, once it begins to be typed: each open approval by its code. */
export const decisionsFor = (open: readonly Approval[], typed: string): Command[] => {
  if (typed.length < fewestSigns || typed.includes("\n")) return [];
  return verbs.flatMap((verb) =>
    open
      .map(({ code, summary }) => ({
        name: `${verb} ${code}`,
        words: summary.slice(0, 200),
        run: null,
        takesWords: verb === "deny",
      }))
      .filter(({ name }) => begins(name, typed)),
  );
};
