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
const askOnce = async (world: World, hub: Hub, session: string, body: AskRequest): Promise<Question | undefined> => {
  const idempotencyKey = newKey(world.random);
  const outage = createOutage(world, hub.url);
  const giveUpAt = world.now() + (body.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  for (;;) {
    if (world.ending().aborted) return undefined;
    try {
      const { question } = await hub.client.call("ask", { params: { id: session }, body, idempotencyKey });
      await outage.over();
      return question;
    } catch (error) {
      if (world.now() >= giveUpAt) throw error;
      await outage.wait(error, giveUpAt - world.now());
    }
  }
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

/** `muster ask`: asks a person, waits, and prints the answer. Ctrl-C takes the question back. */
export const run = async (given: AskGiven, world: World): Promise<Exit> => {
  const [first = "", ...others] = given.words;
  const [id, words] = isId(first) ? [first, others] : [undefined, given.words];
  const body = bodyOf(given, words);
  const hub = findHub(world);
  const asked = await askOnce(world, hub, findSession(world, id), body);
  const ended = asked && (await awaitAnswer(world, hub, asked.id));
  if (ended === undefined) {
    if (asked) await withdraw(hub, asked.id);
    return world.hasEnded() ?? exits.interrupted;
  }
  await print(given, world, ended);
  if (ended.state === "answered") return exits.done;
  await note(world, ended.state === "expired" ? "nobody answered in time" : "the question was withdrawn");
  return ended.state === "expired" ? exits.late : exits.invalid;
};
