import type { ActEvent } from "#contract/act.ts";
import { activityOf } from "./activity.ts";
import { type Fields, fieldsOf, textOf } from "./fields.ts";
import { type Approving, type HookKind, printJson, type Reading } from "./hook.ts";
import { planOf, planOfTool } from "./plan.ts";
import { isReadingTool } from "./reading-tools.ts";

/** What our own plugins tell, one JSON object each: `event` and `session`, and what goes with the event. */
const events: Readonly<Partial<Record<ActEvent, true>>> = {
  started: true,
  prompted: true,
  tool: true,
  "tool-done": true,
  plan: true,
  "subagent-started": true,
  "subagent-ended": true,
  waiting: true,
  blocked: true,
  "turn-ended": true,
  ended: true,
};

const isEvent = (name: unknown): name is ActEvent => typeof name === "string" && Object.hasOwn(events, name);

const usageOf = (value: unknown): Reading["usage"] => {
  const { inputTokens, outputTokens, costUsd } = fieldsOf(value);
  if (typeof inputTokens !== "number" || typeof outputTokens !== "number") return undefined;
  return () => ({ inputTokens, outputTokens, ...(typeof costUsd === "number" ? { costUsd } : {}) });
};

/**
 * `dialog`: the agent's own dialog is open. `held`: there is none, so what nobody decides is refused; the plugin is told at
 * once that it has to wait.
 */
const approvingOf = ({ event, tool, input, call, dialog, held, suggestions }: Fields): Approving | undefined => {
  const name = textOf(tool);
  if (name === undefined || (event !== "tool" && dialog !== true)) return undefined;
  const told = {
    tool: name,
    input: input ?? {},
    callId: textOf(call),
    suggestions: Array.isArray(suggestions) ? suggestions : undefined,
  };
  if (dialog === true) return { ...told, at: "dialog" };
  if (held !== true) return { ...told, at: "call" };
  const whileHeld = printJson({ hold: true });
  const isHeld = !isReadingTool(name);
  return { ...told, at: "call", isHeld, whileHeld, refusesUnanswered: true, refusesUnasked: true };
};

/**
 * Agents in whose process a plugin of ours lives. Replies come to the plugin by a way of its own, so here only a tool call is
 * answered: `{"interrupt": words}` refuses it, `{"input": …}` replaces its input, `{"say": words}` is to be put into the
 * session. At a dialog: `{"decision": "allow"}`, or `"deny"` with a `message`.
 */
export const inProcess: HookKind = {
  read(input) {
    const { event } = input;
    const externalId = textOf(input.session);
    if (!isEvent(event) || externalId === undefined) return undefined;
    const folder = textOf(input.folder);
    const tool = textOf(input.tool);
    const text = textOf(input.text);
    return {
      event,
      externalId,
      folder,
      version: textOf(input.version),
      title: textOf(input.prompt),
      activity: event === "tool" && tool !== undefined ? activityOf(tool, input.input, folder) : undefined,
      stateNote: textOf(input.note),
      plan: planOf(input.todos) ?? planOfTool(tool, input.input),
      post: event === "turn-ended" && text !== undefined ? { text } : undefined,
      usage: usageOf(input.usage),
      canRefuse: event === "tool",
      approves: approvingOf(input),
      endsApproving: event === "turn-ended" || event === "ended" ? { type: "all" } : undefined,
    };
  },
  answer(_input, due) {
    return printJson(due.type === "refuse" ? { interrupt: due.text } : { say: due.text });
  },
  decide({ dialog }, decided) {
    if (dialog === true) {
      return printJson(decided.type === "allow" ? { decision: "allow" } : { decision: "deny", message: decided.text });
    }
    if (decided.type === "deny") return printJson({ interrupt: decided.text });
    return decided.input === undefined ? undefined : printJson({ input: decided.input });
  },
};
