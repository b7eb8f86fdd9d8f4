import type { AgentKindName } from "#contract/agent-kinds.ts";
import { claude } from "../integrations/claude/install.ts";
import { codex } from "../integrations/codex/install.ts";
import type { Integration } from "./plan.ts";

/** Every kind of agent that Muster can be installed into. */
export const integrations = { claude, codex } as unknown as Record<AgentKindName, Integration>;
