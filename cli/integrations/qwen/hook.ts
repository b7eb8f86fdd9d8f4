import { answerAsClaude, claude, decideAsClaude } from "../claude/hook.ts";
import { countOf, fieldsOf, textOf } from "../fields.ts";
import type { HookKind } from "../hook.ts";
import { sumTokens } from "../transcript.ts";

// Qwen Code's hooks have the form of Claude Code's; these are the differences.

/** A Stop hook that takes a minute ends the run with an error, whatever its time limit says. */
const longestWaitSeconds = 50;

const usageOf = (path: string | undefined) => () =>
  path === undefined
    ? undefined
    : sumTokens(path, '"usageMetadata"', ({ uuid, usageMetadata }) => {
        const tokens = fieldsOf(usageMetadata);
        const [input, output] = [countOf(tokens.promptTokenCount), countOf(tokens.candidatesTokenCount)];
        return textOf(uuid) && input + output > 0 ? { id: uuid as string, input, output } : undefined;
      });

export const qwen: HookKind = {
  read(input, env) {
    const event = input.hook_event_name;
    // It tells of every request to the model in this way; a person's own prompt alone has this field.
    if (event === "UserPromptSubmit" && textOf(input.submitted_prompt) === undefined) return undefined;
    const reading = claude.read(input, env);
    if (reading === undefined || event !== "Stop") return reading;
    return { ...reading, usage: usageOf(textOf(input.transcript_path)), mostWaitSeconds: longestWaitSeconds };
  },
  answer: answerAsClaude,
  decide: decideAsClaude,
};
