import type { AgentKind } from "#contract/agent-kinds.ts";
import type { Program } from "../program.ts";
import type { World } from "../world.ts";

/** One thing that must hold for an agent. It throws with words when it does not. */
export interface Case {
  name: string;
  /** Whether the agent can do this at all. */
  fits(kind: AgentKind, program: Program): boolean;
  run(world: World): Promise<void>;
}
