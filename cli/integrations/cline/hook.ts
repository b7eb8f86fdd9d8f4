import { activityOf } from "../activity.ts";
import { type Fields, fieldsOf, firstText, listOf, textOf } from "../fields.ts";
import { type HookKind, type Part, printJson } from "../hook.ts";
import { planOfTool } from "../plan.ts";
import { isReadingTool } from "../reading-tools.ts";

// Cline's hooks: programs under ~/.cline/hooks, https://docs.cline.bot/features/hooks.

const toolOf = (call: Fields, more: Fields) => textOf(call.name) ?? textOf(more.toolName) ?? "tool";

const partOf = (input: Fields, folder: string | undefined): Part | undefined => {
  switch (input.hookName) {
    case "agent_start":
    case "agent_resume":
      return {
        event: "prompted",
        begins: true,
        title: firstText(fieldsOf(fieldsOf(input.taskStart).taskMetadata), "initialTask"),
      };
    case "prompt_submit":
      return { event: "prompted", title: firstText(fieldsOf(input.userPromptSubmit), "prompt") };
    case "tool_call": {
      const call = fieldsOf(input.tool_call);
      const tool = toolOf(call, fieldsOf(input.preToolUse));
      const approves = {
        at: "call",
        tool,
        input: call.input ?? {},
        callId: textOf(call.id),
        isHeld: !isReadingTool(tool),
        refusesUnanswered: true,
      } as const;
      return { event: "tool", activity: activityOf(tool, call.input, folder), canRefuse: true, approves };
    }
    case "tool_result": {
      const call = fieldsOf(input.tool_result);
      const tool = toolOf(call, fieldsOf(input.postToolUse));
      return { event: "tool-done", plan: planOfTool(tool, call.input), canTell: true };
    }
    case "agent_end": {
      const last = firstText(fieldsOf(input.turn), "outputText");
      return { event: "turn-ended", post: last === undefined ? undefined : { text: last } };
    }
    case "agent_abort":
    case "agent_cancel":
      return { event: "turn-ended" };
    case "agent_error":
      return { event: "blocked", stateNote: firstText(fieldsOf(input.error), "message") ?? textOf(input.error) };
    case "session_shutdown":
      return { event: "ended", endsApproving: { type: "all" } };
    default:
      return undefined;
  }
};

export const cline: HookKind = {
  read(input) {
    const externalId = firstText(fieldsOf(input.sessionContext), "rootSessionId") ?? textOf(input.taskId);
    const folder = textOf(listOf(input.workspaceRoots)[0]) ?? firstText(fieldsOf(input.workspaceInfo), "rootPath");
    const part = externalId === undefined ? undefined : partOf(input, folder);
    if (!part || !externalId) return undefined;
    const isMain = textOf(input.parent_agent_id) === undefined;
    const version = textOf(input.clineVersion);
    const told = { externalId, folder, version, ...part };
    if (isMain) return told;
    const { post: _words, ...rest } = told;
    return { ...rest, subagent: true, canTell: false, canRefuse: false };
  },
  answer(input, due) {
    const isCall = input.hookName === "tool_call";
    // A refused call ends the whole run, without a hook that says so: Cline knows no smaller refusal.
    if (due.type === "refuse") {
      return isCall ? { ...printJson({ cancel: true, errorMessage: due.text }), endsTurn: true } : undefined;
    }
    return isCall || input.hookName === "tool_result" ? printJson({ contextModification: due.text }) : undefined;
  },
  decide(input, decided) {
    return decided.type === "deny" ? this.answer(input, { type: "refuse", text: decided.text }) : undefined;
  },
};
