import { join } from "node:path";
import { isHeld } from "../config/lock.ts";
import { agentAbove, type Process } from "./agent-process.ts";

/** Carriers that need a process of their own. */
export type ViaCarrier = "queue" | "terminal";

export interface CarryPlace {
  /** The client folder. */
  readonly client: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The agent's own session id. */
  readonly externalId: string;
  /** Whether the hub allows that replies are typed into this machine's terminals. */
  readonly mayType: boolean;
}

/** Kinds that run in a terminal, and have nothing better. */
const typed = new Set(["claude", "codex", "gemini", "qwen", "cline"]);

// A reply put into Codex's queue is read only where its daemon runs the session: not by `exec`, nor without the daemon.
const isDaemon = ({ words }: Process) => words.includes("app-server");

const viaOf = (kind: string, { env, mayType }: CarryPlace, agent: Process): ViaCarrier | undefined => {
  // What the daemon runs sees the pane of whoever started the daemon.
  if (kind === "codex" && isDaemon(agent)) return "queue";
  const isTyped = mayType && typed.has(kind) && !agent.words.includes("exec");
  return isTyped && env.TMUX && /^%\d+$/.test(env.TMUX_PANE ?? "") ? "terminal" : undefined;
};

/** The lock that says a session is carried already. */
export const carryLock = (client: string, kind: string, externalId: string): string =>
  join(client, "carry", `${kind}-${externalId.replace(/[^\w-]/g, "_").slice(0, 150)}.lock`);

/**
 * What to start after `muster` so that replies can wake this agent, or undefined when nothing is needed or can be done. To be
 * asked in a hook's process, where a session starts or a prompt comes.
 */
export const carriersFor = (kind: string, place: CarryPlace): string[] | undefined => {
  if (kind !== "codex" && !(place.mayType && typed.has(kind) && place.env.TMUX)) return undefined;
  if (isHeld(carryLock(place.client, kind, place.externalId))) return undefined;
  const agent = agentAbove();
  const via = agent && viaOf(kind, place, agent);
  if (!agent || !via) return undefined;
  return ["carry", `--kind=${kind}`, `--session=${place.externalId}`, `--via=${via}`, `--pid=${agent.pid}`];
};
