import { type AgentKindName, isAgentKind } from "#contract/agent-kinds.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { integrations } from "./agents.ts";
import type { Scope } from "./plan.ts";

/** The kinds of agent that the words name; `all` stands for every one. Throws `Failure` (invalid). */
export const readKinds = (words: readonly string[]): { kinds: readonly AgentKindName[]; isAll: boolean } => {
  const known = Object.keys(integrations) as AgentKindName[];
  if (words.includes("all")) return { kinds: known, isAll: true };
  const unknown = words.find((word) => !isAgentKind(word));
  if (unknown !== undefined || words.length === 0) {
    const what = unknown === undefined ? "Name the agent" : `“${unknown}” is not an agent that Muster knows`;
    throw new Failure(exits.invalid, `${what}: ${known.join(", ")} or all`);
  }
  return { kinds: known.filter((kind) => words.includes(kind)), isAll: false };
};

/** Throws `Failure` (invalid) when both are asked for. */
export const readScope = ({ project, user }: { project?: boolean; user?: boolean }): Scope => {
  if (project && user) throw new Failure(exits.invalid, "It is either --project or --user");
  return project ? "project" : "user";
};
