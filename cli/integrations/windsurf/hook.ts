import { activityOf } from "../activity.ts";
import { type Fields, fieldsOf, firstText, textOf } from "../fields.ts";
import type { Approving, HookKind, Part, Reading } from "../hook.ts";
import { isReadingTool } from "../reading-tools.ts";

// Windsurf's Cascade hooks, from its documentation alone: https://docs.windsurf.com/windsurf/cascade/hooks. What they print
// never reaches the model; a `pre_` hook that ends with 2 refuses.

const tools: Record<string, string> = { run_command: "Bash", write_code: "Edit", read_code: "Read" };

const activity = (name: string, info: Fields, folder: string | undefined): Reading["activity"] => {
  if (name === "mcp_tool_use") {
    const [server, tool] = [firstText(info, "mcp_server_name"), firstText(info, "mcp_tool_name")];
    return { text: `${server ?? "MCP"}: ${tool ?? "tool"}`, tool: tool ?? "mcp" };
  }
  const input = { command: info.command_line, file_path: info.file_path };
  return activityOf(tools[name] ?? name, input, folder);
};

const approvingOf = (name: string, info: Fields): Approving => {
  const { cwd: _folder, ...input } = info;
  const tool = name === "mcp_tool_use" ? (activity(name, info, undefined)?.tool ?? name) : (tools[name] ?? name);
  const isHeld = !isReadingTool(name) && firstText(info, "mcp_server_name") !== "muster";
  return { at: "call", tool, input, isHeld, refusesUnanswered: true };
};

const partOf = (action: string, info: Fields): Part | undefined => {
  const folder = textOf(info.cwd);
  if (action === "pre_user_prompt") return { event: "prompted", begins: true, title: firstText(info, "user_prompt") };
  if (action === "post_cascade_response") {
    const last = firstText(info, "response");
    return { event: "turn-ended", post: last === undefined ? undefined : { text: last } };
  }
  const [, when, name = ""] = /^(pre|post)_(run_command|write_code|read_code|mcp_tool_use)$/.exec(action) ?? [];
  if (when === "pre") {
    const approves = approvingOf(name, info);
    return { event: "tool", activity: activity(name, info, folder), canRefuse: true, approves };
  }
  return when === "post" ? { event: "tool-done" } : undefined;
};

export const windsurf: HookKind = {
  read(input) {
    const externalId = firstText(input, "trajectory_id", "execution_id");
    const info = fieldsOf(input.tool_info);
    const part = externalId === undefined ? undefined : partOf(textOf(input.agent_action_name) ?? "", info);
    return part && externalId ? { externalId, folder: textOf(info.cwd), ...part } : undefined;
  },
  answer: (_input, due) => (due.type === "refuse" ? { stderr: `${due.text}\n`, exitCode: 2 } : undefined),
  decide: (_input, decided) => (decided.type === "deny" ? { stderr: `${decided.text}\n`, exitCode: 2 } : undefined),
};
