import type { PersonSession } from "#contract/session.ts";

const counted = (count: number, noun: string) => `${count.toLocaleString()} ${noun}${count === 1 ? "" : "s"}`;

/** Agents of sessions that are still going on, and the machines that these are on; with none, the joined machines. */
export const agentsWords = (sessions: readonly PersonSession[], machineCount: number): string => {
  const open = sessions.filter(({ state }) => state !== "closed" && state !== "done" && state !== "failed");
  const agents = new Set(open.map(({ agent }) => agent.id)).size;
  if (agents > 0)
    return `${counted(agents, "agent")} on ${counted(new Set(open.map((s) => s.machine.id)).size, "machine")}`;
  return machineCount === 0 ? "no machine yet" : `no agent at work on ${counted(machineCount, "machine")}`;
};
