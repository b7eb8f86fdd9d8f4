import type { AgentKindName } from "#contract/agent-kinds.ts";
import type { Finding } from "#contract/machine.ts";
import { integrations } from "../install/agents.ts";
import { placeOf, targetOf } from "../install/installation.ts";
import type { Scope } from "../install/plan.ts";
import type { World } from "../world.ts";
import { checkAgent } from "./agent.ts";
import { checkHub, type HubState } from "./hub.ts";
import { checkLive } from "./live.ts";
import { checkMcp } from "./mcp.ts";
import { checkPrograms } from "./programs.ts";

export interface Examination {
  readonly findings: readonly Finding[];
  /** The hub, where it answered. */
  readonly hub: HubState["hub"];
}

const checkAgents = async (
  world: World,
  { kinds, scope }: { kinds: readonly AgentKindName[] | undefined; scope: Scope },
  acts: NonNullable<HubState["me"]>["lastActs"] | undefined,
): Promise<readonly Finding[]> => {
  const place = placeOf(world, scope);
  const all = kinds ?? (Object.keys(integrations) as AgentKindName[]);
  const targets = await Promise.all(all.map((kind) => targetOf(world, kind, place)));
  return targets.flatMap((target) =>
    checkAgent(target, place, { acts, isAsked: kinds !== undefined, now: world.now() }),
  );
};

/** Looks at the hub, the installed programs and the agents of this machine; without `kinds` at all that are found. */
export const examine = async (
  world: World,
  asked: { kinds: readonly AgentKindName[] | undefined; scope: Scope },
): Promise<Examination> => {
  const { findings, hub, me } = await checkHub(world);
  const agents = await checkAgents(world, asked, me?.lastActs);
  const { finding, programs } = checkPrograms(world);
  const isInPlace = finding.status === "good" || finding.status === "warning";
  const live = isInPlace ? [await checkMcp(programs, world)] : [];
  if (isInPlace && hub && me) live.push(await checkLive(hub, programs, world));
  return { findings: [...findings, finding, ...live, ...agents], hub: me && hub };
};
