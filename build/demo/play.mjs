import { setTimeout as sleep } from "node:timers/promises";
import { createEars } from "./ears.mjs";
import { openSession, post } from "./voice.mjs";

/**
 * @typedef {import("./types.ts").Script} Script
 * @typedef {import("./types.ts").Step} Step
 * @typedef {import("./types.ts").Machine} Machine
 * @typedef {import("./types.ts").Reply} Reply
 *
 * @typedef {object} Work One session of an agent.
 * @property {string} session
 * @property {string} title
 * @property {ReturnType<typeof createEars>} ears
 *
 * @typedef {object} Player What the steps of one agent need.
 * @property {Script} script
 * @property {Machine} machine
 * @property {AbortController} stop aborted by the stop word
 * @property {AbortSignal} signal aborted by the stop word or the end of the demo
 */

const farewell = {
  say: ":stop_sign: Stopping, as you asked. What is done so far is committed.",
  state: "idle",
};

/**
 * A reply came.
 * @param {Player} player
 * @param {Work} work
 * @param {Reply} reply
 */
const take = async (player, work, reply) => {
  if (reply.stop) {
    player.stop.abort();
    await post(player.machine, work.session, farewell);
  } else if (!work.ears.hear(reply)) {
    await playAll(player, player.script.heard(reply.text), { work });
  }
};

/**
 * Waits for one reply; who listens all the time hears it through its own watch.
 * @param {Player} player
 * @param {Work} work
 * @param {number} seconds
 * @returns {Promise<string | undefined>}
 */
const hearAnswer = async (player, work, seconds) => {
  if (player.script.listens) {
    const late = sleep(seconds * 1000, undefined, { signal: player.signal });
    const reply = await Promise.race([work.ears.next(), late]);
    work.ears.close();
    return reply?.text;
  }
  const { code, out } = await player.machine.muster(["watch", work.session, "--timeout", String(seconds)]);
  if (code === 10) await take(player, work, { text: out, stop: true });
  return code === 0 ? out : undefined;
};

/**
 * @param {Player} player
 * @param {string} title
 * @returns {Promise<Work>}
 */
const open = async (player, title) => {
  const { machine, script } = player;
  const work = { session: await openSession(machine, script, title), title, ears: createEars() };
  if (script.listens) {
    const hear = (/** @type {Reply} */ reply) => void take(player, work, reply).catch(() => {});
    machine.follow(work.session, hear).catch(() => {});
  }
  return work;
};

/**
 * @param {Player} player
 * @param {import("./types.ts").Ask} step
 * @param {{ work: Work }} now
 */
const ask = async (player, step, now) => {
  const question = { say: step.ask, level: step.level ?? "info", state: "waiting" };
  // Listening begins before the question is there: an answer may be quick.
  const [answer] = await Promise.all([
    hearAnswer(player, now.work, step.patience),
    post(player.machine, now.work.session, question),
  ]);
  await playAll(player, answer === undefined ? step.unanswered : step.answered(answer), now);
};

/**
 * @param {Player} player
 * @param {import("./types.ts").Choose} step
 * @param {{ work: Work }} now
 */
const choose = async (player, step, now) => {
  const answer = await player.machine.choose(now.work.session, step, player.signal);
  await playAll(player, answer === undefined ? step.unanswered : step.answered(answer), now);
};

/**
 * @param {Player} player
 * @param {import("./types.ts").Leave} step
 * @param {{ work: Work }} now
 */
const askLeave = async (player, step, now) => {
  const { state, note } = await player.machine.leave(now.work.session, step, player.signal);
  await playAll(player, state === "denied" ? step.denied(note) : step[state], now);
};

/**
 * @param {Player} player
 * @param {Step} step
 * @param {{ work: Work }} now
 */
const playStep = async (player, step, now) => {
  const { machine, signal } = player;
  if ("say" in step) await post(machine, now.work.session, step);
  else if ("note" in step) await machine.change(now.work.session, step.note);
  else if ("pause" in step) await sleep(step.pause * 1000, undefined, { signal });
  else if ("open" in step) now.work = await open(player, step.open);
  else if ("ask" in step) await ask(player, step, now);
  else if ("choose" in step) await choose(player, step, now);
  else if ("leave" in step) await askLeave(player, step, now);
  else if ("act" in step)
    await machine.act({ id: now.work.session, title: now.work.title, kind: player.script.kind }, step);
  else for (let round = 0; !signal.aborted; round++) await playAll(player, step.endlessly(round), now);
};

/**
 * @param {Player} player
 * @param {Step[]} steps
 * @param {{ work: Work }} now the session that the agent is in; a step may go on in another one
 */
const playAll = async (player, steps, now) => {
  for (const step of steps) {
    if (player.signal.aborted) return;
    await playStep(player, step, now);
  }
};

/**
 * Plays one script to its end, through the real command line. It ends early at the stop word, and when `end` is aborted.
 * @param {Script} script
 * @param {Machine} machine
 * @param {AbortSignal} end
 */
export const playScript = async (script, machine, end) => {
  const stop = new AbortController();
  const player = { script, machine, stop, signal: AbortSignal.any([end, stop.signal]) };
  try {
    await playAll(player, script.steps, { work: await open(player, script.title) });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
};
