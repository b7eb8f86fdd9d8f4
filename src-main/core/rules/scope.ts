import { isAtLeast } from "#contract/role.ts";
import type { RuleRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { isInFolder } from "./judge-paths.ts";
import { covers } from "./wildcard.ts";

/**
 * Whether a rule is about calls like this one, whatever the call says. All that its scope names must be so. Who types at the
 * agent's own terminal is its owner.
 */
export const isInScope = ({ tool, scope, effect, endedAt }: RuleRecord, call: ToolCall): boolean => {
  if (endedAt !== null || !(tool === call.tool || (tool.includes("*") && covers(tool, call.tool)))) return false;
  if (scope === null) return true;
  const { agentKind, machineId, folder, sessionId, role } = scope;
  if (agentKind !== undefined && agentKind !== call.agentKind) return false;
  if (machineId !== undefined && machineId !== call.machineId) return false;
  if (sessionId !== undefined && sessionId !== call.sessionId) return false;
  if (role !== undefined && !isAtLeast(call.role ?? "owner", role)) return false;
  return folder === undefined || isInFolder(call, folder, effect === "allow");
};

/** How near a rule is to a call: what names more goes before what names less. */
const weigh = ({ tool, match, scope }: RuleRecord): number[] => {
  const words = match?.command?.split(/\s+/) ?? match?.path?.split(/[/\\]/) ?? [];
  const spelled = words.filter((word) => word !== "" && !/[*?]/.test(word)).length;
  const kind = match === null ? 0 : match.exact === undefined ? 1 : 2;
  const named = Object.values(scope ?? {}).filter((value) => value !== undefined).length;
  return [kind, spelled, tool.includes("*") ? 0 : 1, tool.length, named];
};

/** Weighed once: rules are sorted at every call, and a change makes a new record. */
const weighed = new WeakMap<RuleRecord, number[]>();
const weights = (rule: RuleRecord): number[] => {
  const own = weighed.get(rule) ?? weigh(rule);
  weighed.set(rule, own);
  return own;
};

/** The most specific first: the whole input before words or paths, more of these before fewer, then more scope, then newer. */
export const bySpecificity = (a: RuleRecord, b: RuleRecord): number => {
  const [left, right] = [weights(a), weights(b)];
  const at = left.findIndex((weight, index) => weight !== right[index]);
  if (at >= 0) return (right[at] ?? 0) - (left[at] ?? 0);
  return b.createdAt - a.createdAt || (b.id > a.id ? 1 : -1);
};
