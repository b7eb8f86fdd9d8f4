import type { Role } from "#contract/role.ts";
import type { CallContext, ToolInput } from "#contract/rule.ts";

/** One call of a tool that the rules are asked about. */
export interface ToolCall {
  tool: string;
  input: ToolInput;
  agentKind: string | null;
  machineId: string;
  /** Working folder of the session; `context.folder` goes before it. */
  folder: string | null;
  sessionId: string;
  /** Role of the person behind the call; null when the agent was told at its own terminal. */
  role: Role | null;
  context: CallContext | null;
}
