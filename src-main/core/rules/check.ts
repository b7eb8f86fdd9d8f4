import type { Issue } from "#contract/errors.ts";
import type { RuleMatch, RuleScope } from "#contract/rule.ts";
import { HubError } from "../errors.ts";
import type { RuleRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";
import { parsePathPattern } from "./path-pattern.ts";
import { isFullPath } from "./paths.ts";
import { parsePattern } from "./shell/pattern.ts";

type Form = Pick<RuleRecord, "effect" | "tool" | "match" | "scope" | "until" | "uses"> & { used?: number };

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Why a matcher can't be used; undefined when it can. */
const matchIssue = (match: RuleMatch, effect: Form["effect"]): Issue | undefined => {
  if (match.command !== undefined) {
    const parsed = parsePattern(match.command, effect);
    return "problem" in parsed ? { path: "match.command", message: parsed.problem } : undefined;
  }
  if (match.path === undefined) return undefined;
  const parsed = parsePathPattern(match.path);
  return "problem" in parsed ? { path: "match.path", message: parsed.problem } : undefined;
};

const scopeIssues = async (tx: ReadTx, scope: RuleScope): Promise<Issue[]> => {
  const issues: Issue[] = [];
  if (scope.sessionId !== undefined && (await tx.sessions.byId(scope.sessionId)) === undefined) {
    issues.push({ path: "scope.sessionId", message: "there is no such session" });
  }
  if (scope.machineId !== undefined && (await tx.machines.byId(scope.machineId)) === undefined) {
    issues.push({ path: "scope.machineId", message: "there is no such machine" });
  }
  if (scope.folder !== undefined && (!isFullPath(scope.folder) || hidden.test(scope.folder))) {
    issues.push({ path: "scope.folder", message: "must be a full path, such as /home/ada/project" });
  }
  return issues;
};

const endIssues = ({ until, scope, uses, used = 0 }: Form, now: number): Issue[] => {
  const issues: Issue[] = [];
  if (until === "session" && scope?.sessionId === undefined) {
    issues.push({ path: "until", message: "ends with a session, so scope.sessionId must name one" });
  }
  if (typeof until === "number" && until <= now) issues.push({ path: "until", message: "must lie in the future" });
  if (uses !== null && uses <= used) {
    issues.push({ path: "uses", message: `must be more than the ${used} times that it decided already` });
  }
  return issues;
};

/** Throws `invalid`, with everything that is wrong, for a rule that could not work. */
export const refuseBadRule = async (tx: ReadTx, form: Form, now: number): Promise<void> => {
  const issues: Issue[] = [];
  if (hidden.test(form.tool)) issues.push({ path: "tool", message: "can't hold control characters" });
  const issue = form.match === null ? undefined : matchIssue(form.match, form.effect);
  if (issue !== undefined) issues.push(issue);
  if (form.scope !== null) issues.push(...(await scopeIssues(tx, form.scope)));
  issues.push(...endIssues(form, now));
  if (issues.length === 0) return;
  throw new HubError("invalid", issues.map(({ path, message }) => `${path}: ${message}`).join("; "), { issues });
};

/** What is wrong with words of a rule that is only tried. Throws `invalid`. */
export const refuseBadWords = (rules: readonly Pick<Form, "effect" | "match">[]): void => {
  const issues = rules.flatMap(({ effect, match }, at) => {
    const issue = match === null ? undefined : matchIssue(match, effect);
    return issue === undefined ? [] : [{ ...issue, path: `rules[${at}].${issue.path}` }];
  });
  if (issues.length === 0) return;
  throw new HubError("invalid", issues.map(({ path, message }) => `${path}: ${message}`).join("; "), { issues });
};
