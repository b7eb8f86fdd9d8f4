import type { ActEvent } from "#contract/act.ts";
import { activityOf } from "./activity.ts";
import { fieldsOf, textOf } from "./fields.ts";
import { type HookKind, printJson, type Reading } from "./hook.ts";
import { planOf, planOfTool } from "./plan.ts";

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
 * Agents in whose process a plugin of ours lives. Replies come to the plugin by a way of its own, so here only a tool call is
 * answered: `{"interrupt": words}` refuses it, `{"say": words}` is to be put into the session.
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
    };
  },
  answer(_input, due) {
    return printJson(due.type === "refuse" ? { interrupt: due.text } : { say: due.text });
  },
};
