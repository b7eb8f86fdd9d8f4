import type { AgentKindName } from "#contract/agent-kinds.ts";
import { claude } from "../integrations/claude/install.ts";
import { cline } from "../integrations/cline/install.ts";
import { codex } from "../integrations/codex/install.ts";
import { gemini } from "../integrations/gemini/install.ts";
import { opencode } from "../integrations/opencode/install.ts";
import { pi } from "../integrations/pi/install.ts";
import { qwen } from "../integrations/qwen/install.ts";
import { windsurf } from "../integrations/windsurf/install.ts";
import type { Integration } from "./plan.ts";

/** Every kind of agent that Muster can be installed into. */
export const integrations: Readonly<Record<AgentKindName, Integration>> = {
  claude,
  codex,
  opencode,
  gemini,
  qwen,
  cline,
  windsurf,
  pi,
};
