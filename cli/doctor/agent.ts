import { agentKinds } from "#contract/agent-kinds.ts";
import type { Finding, LastAct } from "#contract/machine.ts";
import { readIfThere } from "../config/read-file.ts";
import { isFound } from "../install/find-agent.ts";
import type { Target } from "../install/installation.ts";
import type { Place } from "../install/plan.ts";
import { isAtLeast } from "../install/version.ts";
import { ago } from "../output/time.ts";
import { checkFile, isIn } from "./files.ts";
import { bad, good, unknown, warning } from "./findings.ts";

const checkProgram = ({ kind: agent, integration, found }: Target): Finding => {
  const check = "agent";
  const { label } = agentKinds[agent];
  if (found.program) return good({ agent, check, text: `${label} is ${found.program}` });
  if (found.hasFolder) return unknown({ agent, check, text: `${label} is not on the PATH, but its folder is there` });
  const names = integration.programs.join(" or ");
  return bad({ agent, check, text: `${label} was not found: ${names} is not on the PATH` });
};

const checkVersion = ({ kind: agent, integration: { knownGood }, found: { program, version } }: Target): Finding => {
  const check = "version";
  if (!version) {
    const text = program ? "It does not say its version" : "Its version can't be asked for";
    return unknown({ agent, check, text });
  }
  if (knownGood === "") return unknown({ agent, check, text: `${version}; no version has been checked` });
  if (version === knownGood) return good({ agent, check, text: `${version}, with which all of this was checked` });
  return isAtLeast(version, knownGood)
    ? good({ agent, check, text: `${version}, newer than ${knownGood}, with which all of this was checked` })
    : warning({ agent, check, text: `${version} is older than ${knownGood}, with which this was checked` });
};

const checkFired = ({ kind: agent }: Target, acts: readonly LastAct[] | undefined, now: number): Finding => {
  const check = "last heard";
  if (!acts) return unknown({ agent, check, text: "Only the hub knows, and it did not answer" });
  const last = acts.find(({ kind }) => kind === agent);
  return last
    ? good({
        agent,
        check,
        text: `Heard from ${ago(last.at, now) === "now" ? "just now" : `${ago(last.at, now)} ago`} (${last.event})`,
      })
    : unknown({ agent, check, text: "Nothing has been heard from it yet: start it once, and say something to it" });
};

// The skill may be there for another agent's sake.
const isInstalled = ({ plans }: Target): boolean => plans.some((plan) => plan.holds !== "skill" && isIn(plan));

/** Looks at one agent. */
export const checkAgent = (
  target: Target,
  place: Place,
  { acts, isAsked, now }: { acts: readonly LastAct[] | undefined; isAsked: boolean; now: number },
): readonly Finding[] => {
  const { kind: agent, integration, plans } = target;
  if (!isInstalled(target)) {
    const fix = `muster install ${agent}`;
    const given = { agent, check: "installed", text: "Muster is not installed for it", fix };
    const finding = isAsked ? bad(given) : unknown(given);
    return isFound(target.found) || isAsked ? [checkProgram(target), finding] : [];
  }
  const more = integration.check?.(place, readIfThere) ?? [];
  return [
    checkProgram(target),
    checkVersion(target),
    ...together(plans.map((plan) => checkFile(agent, place.scope, plan))),
    ...more.map((check) => ({ ...check, agent })),
    checkFired(target, acts, now),
  ];
};

/** Several files of the same sort that are all well are one finding. */
const together = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    ({ check, status }, index) =>
      status !== "good" ||
      !findings.some((other, at) => at < index && other.check === check && other.status === "good"),
  );
