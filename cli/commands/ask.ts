import type { AskRequest, Question } from "#contract/question.ts";
import type { Given } from "../arguments.ts";
import { awaitAnswer } from "../ask/await-answer.ts";
import { findSession, isId } from "../config/session-id.ts";
import { isProblem } from "../errors.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { findHub, type Hub } from "../http/hub.ts";
import { readCount } from "../numbers.ts";
import { newKey } from "../outbox/key.ts";
import { note } from "../output/note.ts";
import { plain } from "../output/plain.ts";
import type { verbs } from "../verbs.ts";
import { createOutage } from "../watch/outage.ts";
import type { World } from "../world.ts";

type AskGiven = Given<typeof verbs.ask.options>;

const mostSeconds = 7 * 86_400;

const bodyOf = ({ options }: AskGiven, words: readonly string[]): AskRequest => {
  const text = words.join(" ").trim();
  if (text === "") throw new Failure(exits.invalid, "There is nothing to ask: give a text");
  const details = options.detail ?? [];
  const labels = options.option ?? [];
  if (details.length > labels.length) throw new Failure(exits.invalid, "Each --detail needs an --option before it");
  const { timeout } = options;
  return {
    text,
    ...(labels.length === 0
      ? {}
      : { options: labels.map((label, at) => (details[at] ? { label, detail: details[at] } : { label })) }),
    ...(options.free ? { free: true } : {}),
    ...(timeout === undefined ? {} : { timeoutSeconds: readCount("timeout", timeout, [1, mostSeconds]) }),
  };
};

/** Asks, and goes on trying while the hub is away: the same key makes it one question. */
const askOnce = async (
  world: World,
  hub: Hub,
  { session, body, giveUpAt }: { session: string; body: AskRequest; giveUpAt: number },
): Promise<Question | "late" | "ended"> => {
  const idempotencyKey = newKey(world.random);
  const outage = createOutage(world, hub.url);
  while (!world.ending().aborted) {
    try {
      const { question } = await hub.client.call("ask", { params: { id: session }, body, idempotencyKey });
      await outage.over();
      return question;
    } catch (error) {
      const left = giveUpAt - world.now();
      await outage.wait(error, Math.max(0, left));
      if (left <= 0) return "late";
    }
  }
  return "ended";
};

const withdraw = async (hub: Hub, id: string): Promise<void> => {
  try {
    await hub.client.call("withdrawQuestion", { params: { id } });
  } catch (error) {
    // It was answered or ran out in this moment: nothing is left to take back.
    if (!isProblem(error) || error.code !== "conflict") throw error;
  }
};

const print = async ({ options }: AskGiven, world: World, question: Question): Promise<void> => {
  if (options.json) return world.stdout.write(`${JSON.stringify(question)}\n`);
  const { answer } = question;
  if (answer === null) return undefined;
  const label = question.options.find(({ id }) => id === answer.optionId)?.label;
  const text = [label, answer.text].filter((part) => part !== undefined && part !== null).join("\n");
  return world.stdout.write(`${world.stdout.isTerminal ? plain(text) : text}\n`);
};

/** Asks and waits for the end of it. */
const askAndWait = async (
  world: World,
  hub: Hub,
  { session, body }: { session: string; body: AskRequest },
): Promise<Question | "late" | "ended"> => {
  const { timeoutSeconds = Number.POSITIVE_INFINITY } = body;
  const asked = await askOnce(world, hub, { session, body, giveUpAt: world.now() + timeoutSeconds * 1000 });
  if (typeof asked === "string") return asked;
  const giveUpAt = world.now() + timeoutSeconds * 1000;
  const ended = await awaitAnswer(world, hub, { id: asked.id, giveUpAt });
  if (ended === "ended") await withdraw(hub, asked.id);
  return ended;
};

/** `muster ask`: asks a person, waits, and prints the answer. Ctrl-C takes the question back. */
export const run = async (given: AskGiven, world: World): Promise<Exit> => {
  const [first = "", ...others] = given.words;
  const [id, words] = isId(first) ? [first, others] : [undefined, given.words];
  const body = bodyOf(given, words);
  const hub = findHub(world);
  const ended = await askAndWait(world, hub, { session: findSession(world, id), body });
  if (ended === "ended") return world.hasEnded() ?? exits.interrupted;
  if (ended === "late") return exits.late;
  await print(given, world, ended);
  if (ended.state === "answered") return exits.done;
  await note(world, ended.state === "expired" ? "nobody answered in time" : "the question was withdrawn");
  return ended.state === "expired" ? exits.late : exits.invalid;
};
