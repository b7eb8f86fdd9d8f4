import { activityOf } from "../activity.ts";
import { countOf, type Fields, fieldsOf, textOf } from "../fields.ts";
import { type Approving, type HookKind, type Part, printJson, type Reading, turnEnded } from "../hook.ts";
import { planOfTool } from "../plan.ts";
import { isReadingTool } from "../reading-tools.ts";
import { lastOf, sumTokens } from "../transcript.ts";

// Gemini CLI's hooks: https://geminicli.com/docs/hooks.

const usageOf = (path: string | undefined) => () =>
  path === undefined
    ? undefined
    : sumTokens(path, '"tokens"', ({ id, tokens }) => {
        const { input, output } = fieldsOf(tokens);
        return textOf(id) && tokens ? { id: id as string, input: countOf(input), output: countOf(output) } : undefined;
      });

/** What a hook of the session's start had to say comes before the prompt. */
const promptOf = (input: Fields): string | undefined =>
  textOf(textOf(input.prompt)?.replace(/^(?:<hook_context>[\s\S]*?<\/hook_context>\s*)+/, ""));

const activity = (input: Fields, folder: string | undefined): Reading["activity"] => {
  const tool = textOf(input.tool_name) ?? "tool";
  const { server_name: server, tool_name: name } = fieldsOf(input.mcp_context);
  if (textOf(server) && textOf(name)) return { text: `${String(server)}: ${String(name)}`, tool };
  return activityOf(tool, input.tool_input, folder);
};

/** Its own dialog can't be answered by a hook, and it may be set to ask nobody: so what nobody decides is refused. */
const approvingOf = (input: Fields): Approving => {
  const tool = textOf(input.tool_name) ?? "tool";
  return { at: "call", tool, input: input.tool_input ?? {}, isHeld: !isReadingTool(tool), refusesUnanswered: true };
};

// What a hook made it go on with at the end of a turn comes as a prompt too.
const isHandedOver = (prompt: string | undefined) => prompt?.startsWith("[Muster · ") === true;

/** Its answer has all that it said since the prompt, also what it said in turns before a hook made it go on. */
const lastWords = (input: Fields): string | undefined => {
  const whole = textOf(input.prompt_response);
  const path = textOf(input.transcript_path);
  if (whole === undefined || path === undefined) return whole;
  const last = lastOf(path, '"type":"gemini"', ({ content }) => textOf(content));
  // A transcript that is behind ends with older words.
  return last !== undefined && whole.trimEnd().endsWith(last.trimEnd()) ? last : whole;
};

const partOf = (input: Fields, folder: string | undefined): Part | undefined => {
  switch (input.hook_event_name) {
    case "SessionStart":
      return { event: "started" };
    case "BeforeAgent":
      if (isHandedOver(promptOf(input))) return { event: "tool-done", canTell: true };
      return { event: "prompted", title: promptOf(input), canTell: true };
    case "BeforeTool":
      return { event: "tool", activity: activity(input, folder), canRefuse: true, approves: approvingOf(input) };
    case "AfterTool":
      return { event: "tool-done", plan: planOfTool(textOf(input.tool_name), input.tool_input), canTell: true };
    case "Notification":
      if (input.notification_type !== "ToolPermission") return undefined;
      return { event: "waiting", stateNote: textOf(input.message) };
    case "AfterAgent":
      return turnEnded(lastWords(input), usageOf(textOf(input.transcript_path)));
    case "SessionEnd":
      return { event: "ended", endsApproving: { type: "all" } };
    default:
      return undefined;
  }
};

export const gemini: HookKind = {
  read(input) {
    const externalId = textOf(input.session_id);
    const folder = textOf(input.cwd);
    const part = externalId === undefined ? undefined : partOf(input, folder);
    return part && externalId ? { externalId, folder, ...part } : undefined;
  },
  answer(input, due) {
    const event = input.hook_event_name;
    if (due.type === "refuse")
      return event === "BeforeTool" ? printJson({ decision: "deny", reason: due.text }) : undefined;
    if (event === "AfterAgent") return due.type === "stop" ? {} : printJson({ decision: "deny", reason: due.text });
    // It ends at once, and without an AfterAgent of its own.
    if (due.type === "stop" && event === "AfterTool") {
      return { ...printJson({ continue: false, stopReason: due.text }), endsTurn: true };
    }
    return printJson({ hookSpecificOutput: { hookEventName: event, additionalContext: due.text } });
  },
  decide: (_input, decided) =>
    decided.type === "deny" ? printJson({ decision: "deny", reason: decided.text }) : undefined,
};
