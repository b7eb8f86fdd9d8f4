import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { limits } from "#contract/limits.ts";
import type { AskRequest, Question } from "#contract/question.ts";
import { readIfThere } from "../config/read-file.ts";
import { isProblem } from "../errors.ts";
import type { Asked, Asking } from "../integrations/hook.ts";
import { maskSecrets } from "../masking/mask.ts";
import { canWait } from "../outbox/entry.ts";
import { newKey } from "../outbox/key.ts";
import { createPauses } from "../watch/pauses.ts";
import { watchParents } from "./parents.ts";
import { readReport } from "./report.ts";
import type { OpenCall } from "./call.ts";
import { secondsLeft } from "./wait.ts";

const longestSeconds = 24 * 3600;
const mostOptions = 20;

/** Where the ids of a session's open questions lie, for the hook that learns that the terminal answered first. */
const fileOf = ({ target, reading }: OpenCall) =>
  join(target.folder, "asking", encodeURIComponent(reading.externalId).slice(0, 200));

const idsIn = (path: string): string[] => (readIfThere(path) ?? "").split("\n").filter((id) => id !== "");

const withdraw = async ({ door }: OpenCall, ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    // One that is answered or gone already needs nothing more.
    await door.client.call("withdrawQuestion", { params: { id } }).catch(() => undefined);
  }
};

const clean = async (text: string, most: number) => (await maskSecrets(text)).text.slice(0, most).toWellFormed();

const requestOf = async ({ text, options, several }: Asked, timeoutSeconds: number): Promise<AskRequest> => {
  const more = several ? "\n\nSeveral may be chosen: write them with commas between." : "";
  const shown = options.slice(0, mostOptions).map(async ({ label, detail }, index) => ({
    id: String(index),
    label: await clean(label, 200),
    ...(detail ? { detail: await clean(detail, 2000) } : {}),
  }));
  return {
    text: (await clean(text, 15_000)) + more,
    ...(options.length > 0 ? { options: await Promise.all(shown) } : {}),
    free: true,
    timeoutSeconds,
  };
};

const answerOf = ({ options }: Asked, { answer }: Question): string => {
  const chosen = answer?.optionId == null ? undefined : options[Number(answer.optionId)]?.label;
  return [chosen, answer?.text].filter(Boolean).join(", ");
};

/** Waits until the question is no longer open; undefined when the time is up or the agent is gone. */
const waitFor = async (call: OpenCall, id: string, gone: AbortSignal): Promise<Question | undefined> => {
  const pauses = createPauses(call.world.random);
  while (!gone.aborted) {
    const wait = Math.min(limits.waitSeconds, Math.floor(secondsLeft(call, longestSeconds)));
    if (wait < 1) return undefined;
    try {
      const query = { wait: String(wait) };
      const { question } = await call.door.waiting(wait).call("question", { params: { id }, query, signal: gone });
      if (question.state !== "open") return question;
      pauses.reset();
    } catch (error) {
      if (gone.aborted || !(canWait(error) || (isProblem(error) && error.status >= 500))) return undefined;
      await call.world.pause(pauses.next(), gone);
    }
  }
  return undefined;
};

const open = async (call: OpenCall, session: string, { questions }: Asking, ids: string[]): Promise<void> => {
  const path = fileOf(call);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (const asked of questions) {
    const body = await requestOf(asked, Math.max(1, Math.ceil(secondsLeft(call, longestSeconds))));
    const options = { params: { id: session }, idempotencyKey: newKey(call.world.random), body };
    const { question } = await call.door.client.call("ask", options);
    ids.push(question.id);
    writeFileSync(path, `${ids.join("\n")}\n`, { mode: 0o600 });
  }
};

/** Shows the agent's questions to its people and prints the answers; nothing when the terminal is to decide. */
export const answerAsking = async (call: OpenCall, session: string, asking: Asking): Promise<void> => {
  if (readReport(call.target.folder) === "states") return; // The machine keeps its agents' words to itself.
  const ids: string[] = [];
  const answers: string[] = [];
  const parents = await watchParents(call.world.env);
  try {
    await open(call, session, asking, ids);
    for (const [index, id] of ids.entries()) {
      const question = await waitFor(call, id, parents.gone);
      if (question?.state !== "answered") break;
      answers.push(answerOf(asking.questions[index] as Asked, question));
    }
  } finally {
    parents.stop();
    await withdraw(call, ids.slice(answers.length));
    rmSync(fileOf(call), { force: true });
  }
  if (answers.length === asking.questions.length) call.world.print(asking.answer(answers));
};

/** The agent has its answers from elsewhere: what is still open here is withdrawn. */
export const endAsking = async (call: OpenCall): Promise<void> => {
  const path = fileOf(call);
  const ids = idsIn(path);
  if (ids.length === 0) return;
  rmSync(path, { force: true });
  await withdraw(call, ids);
};
