import { activityOf } from "../activity.ts";
import { countOf, type Fields, fieldsOf, firstText, listOf, textOf } from "../fields.ts";
import {
  type Approving,
  type Asking,
  type Decided,
  type Due,
  type EndsApproving,
  type HookKind,
  type Output,
  type Part,
  printJson,
  turnEnded,
} from "../hook.ts";
import { planOfTool } from "../plan.ts";
import { sumTokens } from "../transcript.ts";

// Claude Code's hooks: https://code.claude.com/docs/en/hooks. What of it was seen on the real program is in docs/agents.

const usageOf = (path: string | undefined) => () =>
  path === undefined
    ? undefined
    : sumTokens(path, '"usage"', (line) => {
        const { id, usage } = fieldsOf(line.message);
        const tokens = fieldsOf(usage);
        const input =
          countOf(tokens.input_tokens) +
          countOf(tokens.cache_creation_input_tokens) +
          countOf(tokens.cache_read_input_tokens);
        return textOf(id) && usage ? { id: id as string, input, output: countOf(tokens.output_tokens) } : undefined;
      });

const askingOf = (input: Fields): Asking | undefined => {
  const questions = listOf(input.questions).flatMap((item) => {
    const fields = fieldsOf(item);
    const text = textOf(fields.question);
    const options = listOf(fields.options).flatMap((option) => {
      const { label, description } = fieldsOf(option);
      return textOf(label) === undefined ? [] : [{ label: label as string, detail: textOf(description) }];
    });
    return text === undefined ? [] : [{ text, options, several: fields.multiSelect === true }];
  });
  if (questions.length === 0) return undefined;
  return {
    questions,
    answer(answers) {
      const pairs = questions.map(({ text }, index) => [text, answers[index] ?? ""]);
      const updatedInput = { ...input, answers: Object.fromEntries(pairs) };
      const decision = { behavior: "allow", updatedInput };
      return printJson({ hookSpecificOutput: { hookEventName: "PermissionRequest", decision } });
    },
  };
};

// What Claude Code says to itself when a subagent is back; a person's prompt never begins so.
const isOwnPrompt = (prompt: string | undefined) => prompt?.startsWith("<task-notification>") === true;

const waitingNotes = new Set(["permission_prompt", "agent_needs_input", "elicitation_dialog"]);

const isRunning = (task: unknown) => fieldsOf(task).status === "running";

const ofTool = (input: Fields, folder: string | undefined): Part => {
  const tool = textOf(input.tool_name) ?? "tool";
  return { event: "tool", activity: activityOf(tool, input.tool_input, folder) };
};

/** The call of a hook with the fields of Claude Code, Codex or Qwen Code. */
export const approvingOf = (input: Fields, at: Approving["at"]): Approving => ({
  at,
  tool: textOf(input.tool_name) ?? "tool",
  input: input.tool_input ?? {},
  callId: textOf(input.tool_use_id),
  turn: firstText(input, "prompt_id", "turn_id"),
  subagentId: textOf(input.agent_id),
  suggestions: Array.isArray(input.permission_suggestions) ? input.permission_suggestions : undefined,
});

/** The call that was made, in the same fields. */
export const madeCall = (input: Fields): EndsApproving => ({
  type: "call",
  tool: textOf(input.tool_name) ?? "tool",
  input: input.tool_input ?? {},
});

/** All that the agent of this hook, or its subagent, had asked. */
export const endedAgent = (input: Fields): EndsApproving => ({ type: "agent", subagentId: textOf(input.agent_id) });

const permission = (input: Fields, folder: string | undefined): Part => {
  const stateNote = `Permission asked: ${ofTool(input, folder).activity?.text ?? "a tool call"}`;
  if (input.tool_name === "AskUserQuestion") {
    return { event: "waiting", stateNote, asks: askingOf(fieldsOf(input.tool_input)) };
  }
  return { event: "waiting", stateNote, approves: approvingOf(input, "dialog") };
};

const partOf = (input: Fields, folder: string | undefined): Part | undefined => {
  const isMain = textOf(input.agent_id) === undefined;
  const tool = textOf(input.tool_name);
  const prompt = textOf(input.prompt);
  switch (input.hook_event_name) {
    case "SessionStart":
      return input.source === "compact" ? undefined : { event: "started" };
    case "UserPromptSubmit":
      if (isOwnPrompt(prompt)) return { event: "tool-done", canTell: true };
      return { event: "prompted", title: prompt, canTell: true, endsApproving: endedAgent(input) };
    case "PreToolUse":
      return { ...ofTool(input, folder), canRefuse: isMain, approves: approvingOf(input, "call") };
    case "PostToolUse":
      return {
        event: "tool-done",
        plan: planOfTool(tool, input.tool_input),
        canTell: isMain,
        endsAsking: tool === "AskUserQuestion",
        endsApproving: madeCall(input),
      };
    case "PostToolUseFailure":
      return { event: "tool-done", endsAsking: tool === "AskUserQuestion", endsApproving: madeCall(input) };
    case "PostToolBatch":
      return { event: "tool-done", canTell: isMain };
    case "PermissionRequest":
      return permission(input, folder);
    case "Notification":
      if (!waitingNotes.has(String(input.notification_type))) return undefined;
      return { event: "waiting", stateNote: textOf(input.message) };
    case "SubagentStart":
      return { event: "subagent-started" };
    case "SubagentStop":
      return { event: "subagent-ended", endsApproving: endedAgent(input) };
    case "Stop": {
      const turn = turnEnded(textOf(input.last_assistant_message), usageOf(textOf(input.transcript_path)));
      // While subagents run, a waiting hook would keep their results from the main agent.
      const isBusy = listOf(input.background_tasks).some(isRunning);
      const ends = { endsAsking: true, endsApproving: endedAgent(input) };
      return { ...turn, ...ends, ...(isBusy ? { mostWaitSeconds: 0 } : {}) };
    }
    case "StopFailure":
      return {
        event: "blocked",
        stateNote: firstText(input, "error_details", "message", "error"),
        endsAsking: true,
        endsApproving: endedAgent(input),
      };
    case "SessionEnd":
      return { event: "ended", endsAsking: true, endsApproving: { type: "all" } };
    default:
      return undefined;
  }
};

/** `claude-code_2-1-328_harness` → `2.1.328` */
const versionOf = (env: NodeJS.ProcessEnv) =>
  /^claude-code_(\d+-\d+-\d+)/.exec(env.AI_AGENT ?? "")?.[1]?.replaceAll("-", ".");

/** Nobody sits before it, so a call that nobody decides is refused by it anyway; this way with words that say why. */
const isUnattended = (env: NodeJS.ProcessEnv) => env.CLAUDE_CODE_SESSION_ATTENDED === "0";

const read: HookKind["read"] = (input, env) => {
  const externalId = textOf(input.session_id);
  const folder = textOf(input.cwd);
  const part = externalId === undefined ? undefined : partOf(input, folder);
  if (!part || externalId === undefined) return undefined;
  const subagent = textOf(input.agent_id) !== undefined;
  const refusesUnanswered = isUnattended(env);
  const approves = part.approves && { ...part.approves, ...(refusesUnanswered ? { refusesUnanswered } : {}) };
  return { externalId, folder, version: versionOf(env), subagent, ...part, approves };
};

const context = (event: unknown, additionalContext: string): Output =>
  printJson({ hookSpecificOutput: { hookEventName: event, additionalContext } });

/** Answers as Claude Code, Codex and Qwen Code take them. */
export const answerAsClaude = (input: Fields, due: Due): Output | undefined => {
  const event = input.hook_event_name;
  if (due.type === "refuse") {
    if (event !== "PreToolUse") return undefined;
    const decision = { permissionDecision: "deny", permissionDecisionReason: due.text };
    return printJson({ hookSpecificOutput: { hookEventName: event, ...decision } });
  }
  if (event === "Stop") return due.type === "stop" ? {} : printJson({ decision: "block", reason: due.text });
  return context(event, due.text);
};

/** Decisions as Claude Code, Codex and Qwen Code take them. `updatedInput` where the agent takes a changed input. */
export const decideAsClaude = (input: Fields, decided: Decided): Output | undefined => {
  const hookEventName = input.hook_event_name;
  if (hookEventName === "PermissionRequest") {
    const decision =
      decided.type === "deny"
        ? { behavior: "deny", message: decided.text }
        : { behavior: "allow", ...(decided.input === undefined ? {} : { updatedInput: decided.input }) };
    return printJson({ hookSpecificOutput: { hookEventName, decision } });
  }
  // An allowing rule skips no dialog here: what the dialog is asked about comes by its own hook.
  return decided.type === "deny" ? answerAsClaude(input, { type: "refuse", text: decided.text }) : undefined;
};

export const claude: HookKind = {
  read,
  decide: decideAsClaude,
  answer(input, due) {
    // It ends at once, and without a Stop of its own.
    if (due.type === "stop" && String(input.hook_event_name).startsWith("PostToolUse")) {
      return { ...printJson({ continue: false, stopReason: due.text }), endsTurn: true };
    }
    return answerAsClaude(input, due);
  },
};
