import type { Approval, Decision } from "#contract/approval.ts";
import type { NewRule } from "#contract/rule.ts";
import { viaWords } from "../../text/approvals.ts";

/** What became of an approval that is no longer open. */
export interface Outcome {
  /** `You allowed it`, `Ada (operator) denied it by a reply`, `Nobody decided in time`. */
  words: string;
  /** What the person wrote to the agent. */
  note: string | null;
  /** More that counts: that the input was changed, or which rule was made. */
  more: string[];
  at: string | null;
}

/** A rule in one line: what it matches. */
export const ruleWords = ({ tool, match }: Pick<NewRule, "tool" | "match">): string => {
  if (!match) return `every call of ${tool}`;
  const { command, path, exact } = match;
  return `${tool}: ${command ?? path ?? exact ?? ""}`;
};

const done = { allowed: "allowed", denied: "denied" } as const;

const who = ({ by }: Decision, agentName: string, personId: string | null): string => {
  if (by.type === "rule") return "A rule";
  if (by.type === "agent") return by.name || agentName;
  if (by.type === "hub") return "The hub";
  const role = by.role === null ? "" : ` (${by.role})`;
  return by.id !== null && by.id === personId ? "You" : `${by.name}${role}`;
};

const joined = (...parts: string[]) => parts.filter((part) => part !== "").join(" ");

const decided = (approval: Approval, decision: Decision, agentName: string, personId: string | null): Outcome => {
  const verb = approval.state === "allowed" ? done.allowed : done.denied;
  const { rule, by, via } = decision;
  const made =
    rule === null ? [] : [by.type === "rule" ? `Rule: ${ruleWords(rule)}` : `Made a rule: ${ruleWords(rule)}`];
  return {
    words: joined(who(decision, agentName, personId), `${verb} it`, viaWords[via]),
    note: decision.note,
    more: [...(decision.input === null ? [] : ["With a changed input"]), ...made],
    at: decision.at,
  };
};

const withdrawnWords = (decision: Decision | null, agentName: string): string => {
  if (decision?.by.type === "hub") return "Nobody on the agent's side waits for it any more";
  if (decision?.via !== "terminal") return `${agentName} took it back`;
  const { name } = decision.by;
  return name === agentName ? "Answered at the agent's own terminal" : `Answered elsewhere: ${name}`;
};

const withdrawn = ({ decision, closedAt }: Approval, agentName: string): Outcome => {
  return {
    words: withdrawnWords(decision, agentName),
    note: decision?.note ?? null,
    more: [],
    at: closedAt,
  };
};

/** How a closed approval ended, for the person at this screen; null while it is open. */
export const outcomeOf = (approval: Approval, agentName: string, personId: string | null): Outcome | null => {
  const { state, decision, closedAt } = approval;
  switch (state) {
    case "open":
      return null;
    case "allowed":
    case "denied":
      return decision === null
        ? { words: state === "allowed" ? "Allowed" : "Denied", note: null, more: [], at: closedAt }
        : decided(approval, decision, agentName, personId);
    case "expired":
      return { words: "Nobody decided in time", note: null, more: [], at: closedAt };
    case "withdrawn":
      return withdrawn(approval, agentName);
  }
};
