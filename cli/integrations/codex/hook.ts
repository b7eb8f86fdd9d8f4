import { activityOf } from "../activity.ts";
import { answerAsClaude, approvingOf, decideAsClaude, endedAgent, madeCall } from "../claude/hook.ts";
import { countOf, type Fields, fieldsOf, listOf, textOf } from "../fields.ts";
import { type HookKind, type Part, type Reading, turnEnded } from "../hook.ts";
import { planOfTool } from "../plan.ts";
import { sumTokens } from "../transcript.ts";
import { isOwnThread } from "./threads.ts";

// Codex' hooks have the form of Claude Code's; besides, its `notify` program gets one JSON argument at each turn's end.

// Each count has the totals so far: the last one replaces the others.
const usageOf = (path: string | undefined) => () =>
  path === undefined
    ? undefined
    : sumTokens(path, '"token_count"', (line) => {
        const total = fieldsOf(fieldsOf(fieldsOf(line.payload).info).total_token_usage);
        const [input, output] = [countOf(total.input_tokens), countOf(total.output_tokens)];
        return input + output > 0 ? { id: "total", input, output } : undefined;
      });

const partOf = (input: Fields, folder: string | undefined): Part | undefined => {
  const tool = textOf(input.tool_name) ?? "tool";
  const isMain = textOf(input.agent_id) === undefined;
  switch (input.hook_event_name) {
    case "SessionStart":
      return input.source === "compact" ? undefined : { event: "started" };
    case "UserPromptSubmit":
      return { event: "prompted", title: textOf(input.prompt), canTell: true, endsApproving: endedAgent(input) };
    case "PreToolUse": {
      const activity = activityOf(tool, input.tool_input, folder);
      return { event: "tool", activity, canRefuse: isMain, approves: approvingOf(input, "call") };
    }
    case "PostToolUse": {
      const plan = planOfTool(tool, input.tool_input);
      return { event: "tool-done", plan, canTell: isMain, endsApproving: madeCall(input) };
    }
    case "PermissionRequest": {
      const stateNote = `Permission asked: ${activityOf(tool, input.tool_input, folder).text}`;
      return { event: "waiting", stateNote, approves: approvingOf(input, "dialog") };
    }
    case "SubagentStart":
      return { event: "subagent-started" };
    case "SubagentStop":
      return { event: "subagent-ended", endsApproving: endedAgent(input) };
    case "Stop": {
      const turn = turnEnded(textOf(input.last_assistant_message), usageOf(textOf(input.transcript_path)));
      return { ...turn, endsApproving: endedAgent(input) };
    }
    case "SessionEnd":
      return { event: "ended", endsApproving: { type: "all" } };
    default:
      return undefined;
  }
};

const readNotify = (input: Fields, env: NodeJS.ProcessEnv): Reading | undefined => {
  const externalId = textOf(input["thread-id"]);
  // It also tells of threads that Codex runs for itself, e.g. to find a title; those leave no file.
  if (input.type !== "agent-turn-complete" || !externalId || !isOwnThread(externalId, env)) return undefined;
  const last = textOf(input["last-assistant-message"]);
  const title = textOf(listOf(input["input-messages"])[0]);
  const post = last === undefined ? undefined : { text: last };
  return { event: "turn-ended", externalId, folder: textOf(input.cwd), title, post };
};

export const codex: HookKind = {
  read(input, env) {
    if (input.hook_event_name === undefined) return readNotify(input, env);
    const externalId = textOf(input.session_id);
    const folder = textOf(input.cwd);
    const part = externalId === undefined ? undefined : partOf(input, folder);
    const subagent = textOf(input.agent_id) !== undefined;
    return part && externalId ? { externalId, folder, subagent, ...part } : undefined;
  },
  answer: (input, due) => (input.hook_event_name === undefined ? undefined : answerAsClaude(input, due)),
  decide: decideAsClaude,
};
