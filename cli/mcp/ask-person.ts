import { z } from "zod";
import { limits } from "#contract/limits.ts";
import type { Question } from "#contract/question.ts";
import { newKey } from "../outbox/key.ts";
import { linesForModel, markOf } from "../replies/for-model.ts";
import { createOutage } from "../watch/outage.ts";
import { session } from "./inputs.ts";
import { withProgress } from "./progress.ts";
import { say, sayFailed } from "./say.ts";
import type { Call, Tool } from "./tool.ts";

const defaultSeconds = 3600;
// A hub that restarts is back before that.
const mostAwayMilliseconds = 300_000;
const soonMilliseconds = 500;

const option = z.object({
  label: z.string().min(1).max(200).describe("What the button says"),
  detail: z.string().max(2000).optional().describe("What choosing it means"),
});

const input = z.object({
  text: z.string().min(1).max(16_000).describe("The question, with all that is needed to decide it"),
  options: z.array(option).max(20).optional().describe("Answers to choose from"),
  free: z
    .boolean()
    .optional()
    .describe("Whether an answer in one's own words is taken too (default: only without options)"),
  timeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(7 * 86_400)
    .optional()
    .describe(`How long to wait for the answer, in seconds (default: ${defaultSeconds})`),
  session,
});

/** Waits until the question is no longer open. Throws when the hub is away for too long, or the call was ended. */
const awaitAnswer = async (id: string, { hub, world, signal }: Call): Promise<Question> => {
  const outage = createOutage(world, hub.url, mostAwayMilliseconds);
  const query = { wait: String(limits.waitSeconds) };
  for (;;) {
    signal.throwIfAborted();
    const startedAt = world.now();
    try {
      const { question } = await hub.waiting(limits.waitSeconds).call("question", { params: { id }, query, signal });
      await outage.over();
      if (question.state !== "open") return question;
      await outage.empty(world.now() - startedAt < soonMilliseconds, Number.POSITIVE_INFINITY);
    } catch (error) {
      signal.throwIfAborted();
      await outage.wait(error, Number.POSITIVE_INFINITY);
    }
  }
};

const answerWords = ({ state, answer, options }: Question) => {
  if (answer) {
    const chosen = options.find(({ id }) => id === answer.optionId);
    const words = [...(chosen ? [chosen.label] : []), ...(answer.text === null ? [] : linesForModel(answer.text))];
    return say(`${markOf(answer.by.name)} ${words.join("\n")}`);
  }
  if (state === "expired") {
    return say(
      "Nobody answered in time. Decide yourself and post what you decided, or stop here and post what you need.",
    );
  }
  return sayFailed("The question was withdrawn. Ask again with ask_person if the answer is still needed.");
};

export const askPerson: Tool<typeof input> = {
  title: "Ask a person",
  description:
    "Asks the people who watch this work a question and waits for the answer. Use it when only a person can decide; give " +
    "options where you can.",
  input,
  async run({ text, options, free, timeoutSeconds = defaultSeconds, session: given }, call, { which }) {
    const { hub, world, signal } = call;
    const id = await which.find(given, signal);
    const body = { text, timeoutSeconds, ...(options ? { options } : {}), ...(free === undefined ? {} : { free }) };
    // Not ended by the signal: a question that was asked must be known, to be withdrawn.
    const asked = await hub.client.call("ask", { params: { id }, body, idempotencyKey: newKey(world.random) });
    const params = { id: asked.question.id };
    try {
      return answerWords(await withProgress(call, "Waiting for an answer", awaitAnswer(params.id, call)));
    } catch (error) {
      if (!signal.aborted) throw error;
      await hub.client.call("withdrawQuestion", { params });
      return sayFailed("The question was withdrawn, since nobody waits for its answer any more.");
    }
  },
};
