import type { Machine } from "#contract/machine.ts";
import type { PersonSession } from "#contract/session.ts";

/** Whether another machine than the hub's own has joined. */
export const hasJoined = (machines: readonly Pick<Machine, "isLocal">[]): boolean =>
  machines.some(({ isLocal }) => !isLocal);

// Of an agent that Muster is not installed for, `muster doctor` says so by this check.
const NOT_INSTALLED = "installed";

/** The kinds of agents that report by themselves: as `muster doctor` found, or as their hooks have already done. */
export const integratedAgents = (
  machines: readonly Pick<Machine, "doctor">[],
  sessions: readonly Pick<PersonSession, "agent" | "externalId">[],
): string[] => {
  const found = machines.flatMap(({ doctor }) => {
    const findings = doctor?.findings ?? [];
    const lacking = new Set(
      findings.filter(({ check, status }) => check === NOT_INSTALLED || status === "bad").map(({ agent }) => agent),
    );
    return findings.map(({ agent }) => agent).filter((agent) => !lacking.has(agent));
  });
  const seen = sessions.filter(({ externalId }) => externalId !== null).map(({ agent }) => agent.kind);
  return [...new Set([...found, ...seen])].filter((kind) => kind !== null).toSorted();
};
