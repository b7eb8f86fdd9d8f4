import type { Effect, NewRule } from "#contract/rule.ts";
import type { RuleRecord, VerdictRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { canonicalJson } from "./canonical.ts";
import { judgePaths } from "./judge-paths.ts";
import { createShellJudge, type Ruling } from "./judge-shell.ts";
import type { Piece, Pieces } from "./piece.ts";
import { risksOfPaths } from "./risks.ts";
import { bySpecificity, isInScope } from "./scope.ts";
import type { ShellParser } from "./shell/parser.ts";
import { suggestFor } from "./suggest.ts";
import { nameOf } from "./words.ts";

export interface Judge {
  /** What these rules say to the call: deny beats ask beats allow; `ask` when none decides. */
  judge(call: ToolCall, rules: readonly RuleRecord[]): VerdictRecord;
  /** Rules that, beside those that there are, would allow the call; narrowest first. */
  suggest(call: ToolCall, rules: readonly RuleRecord[]): NewRule[];
}

/** Why a person is asked though no rule says so. */
const whyOpen = ({ pieces, problem }: Pieces): string => {
  const first = pieces.find(({ effect }) => effect === null);
  if (first !== undefined) return `${first.text}: ${first.why}.`;
  return problem === null ? "No rule is about this call." : `Not understood whole: ${problem}.`;
};

const partOf = ({ text, effect, rule, why }: Piece, whole: RuleRecord | undefined): Ruling["parts"][number] => {
  if (effect !== null) return { text, effect, ruleId: rule?.id ?? null, why };
  if (whole === undefined) return { text, effect: "ask", ruleId: null, why };
  return { text, effect: "allow", ruleId: whole.id, why: "a rule is for every call of the tool" };
};

/** Judges a call of a tool that runs no shell. */
const judgeOther = (call: ToolCall, rules: readonly RuleRecord[]): Ruling => {
  const input = canonicalJson(call.input);
  const ofPaths = rules.filter(({ match }) => match?.path !== undefined);
  const direct = rules.filter(({ match }) => match === null || match.exact === input);
  const found = judgePaths(call, ofPaths);
  const { pieces, problem } = found;
  const of = (effect: Effect): RuleRecord[] => [
    ...direct.filter((rule) => rule.effect === effect),
    ...pieces.flatMap((piece) => (piece.effect === effect && piece.rule !== null ? [piece.rule] : [])),
  ];
  const parts = (whole?: RuleRecord) => pieces.map((piece) => partOf(piece, whole));
  for (const effect of ["deny", "ask"] as const) {
    const basis = of(effect);
    const why = pieces.find((piece) => piece.effect === effect);
    if (basis.length > 0) return { effect, basis, why: why ? `${why.text}: ${why.why}.` : "", parts: parts() };
  }
  const allowing = direct.filter(({ effect }) => effect === "allow");
  const exact = allowing.find(({ match }) => match !== null);
  if (exact !== undefined) return { effect: "allow", basis: [exact], why: "", parts: parts(exact) };
  const [whole] = allowing;
  const own = pieces.flatMap(({ effect, rule }) => (effect === "allow" && rule !== null ? [rule] : []));
  const areAllAllowed = pieces.length > 0 && own.length === pieces.length;
  if (problem === null && areAllAllowed) return { effect: "allow", basis: own, why: "", parts: parts() };
  // For every call, so also for those whose paths can't be told, unless another rule could be against a part of them.
  const hasGuards = ofPaths.some(({ effect }) => effect !== "allow");
  if (whole !== undefined && (problem === null || !hasGuards)) {
    return { effect: "allow", basis: [...own, whole], why: "", parts: parts(whole) };
  }
  return { effect: "ask", basis: [], why: whyOpen(found), parts: parts() };
};

/** Judges calls of tools by rules. Knows no clock: only rules that still count are to be given to it. */
export const createJudge = ({ shellParser }: { shellParser: ShellParser }): Judge => {
  const shell = createShellJudge(shellParser);
  return {
    judge(call, rules) {
      const near = rules.filter((rule) => isInScope(rule, call)).toSorted(bySpecificity);
      const read = shell.read(call);
      const ruling = read === undefined ? judgeOther(call, near) : shell.judge(call, read, near);
      const { effect, basis, why, parts } = ruling;
      const rule = basis.toSorted(bySpecificity)[0] ?? null;
      return {
        effect,
        rule,
        // A rule that denies can make it ask, where it may be about the call: why says more than the rule then.
        why: rule === null || rule.effect !== effect ? why : `By the rule “${nameOf(rule)}”.`,
        parts,
        risks: read === undefined ? risksOfPaths(call) : shell.risks(call, read),
      };
    },
    suggest: (call, rules) =>
      suggestFor(
        call,
        shell,
        rules.filter((rule) => isInScope(rule, call)),
      ),
  };
};
