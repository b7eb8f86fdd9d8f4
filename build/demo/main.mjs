import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runEntry } from "../child.mjs";
import { createChildren } from "./children.mjs";
import { startHub } from "./hub.mjs";
import { joinMachine } from "./machine.mjs";
import { signIn } from "./person.mjs";
import { playScript } from "./play.mjs";
import { scripts } from "./scripts/all.mjs";

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** Aborted when the person (or the system) wants the demo to end. */
const listenForEnd = () => {
  const end = new AbortController();
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(name, () => end.abort());
  return end;
};

/**
 * @typedef {object} Stage
 * @property {string} folder
 * @property {import("./children.mjs").Children} children
 * @property {AbortSignal} end
 */

/**
 * Joins the machines that the scripts name.
 * @param {Stage} stage
 * @param {import("./hub.mjs").DemoHub} hub
 * @returns {Promise<Map<string, import("./types.ts").Machine>>}
 */
const joinMachines = async ({ folder, children }, hub) => {
  const person = await signIn(hub);
  const machines = new Map();
  for (const name of new Set(scripts.map(({ machine }) => machine))) {
    const code = await person.joinCode();
    machines.set(name, await joinMachine(children, hub, { name, home: join(folder, name), code }));
  }
  return machines;
};

/**
 * Sets everything up and lets the agents play; resolves only when the hub broke off.
 * @param {Stage} stage
 */
const play = async (stage) => {
  const { folder, children, end } = stage;
  const hub = await startHub(children, join(folder, "hub"));
  say(`Muster demo. Open this link in a browser; it signs you in once, within ten minutes:\n\n  ${hub.signIn}\n`);
  const machines = await joinMachines(stage, hub);
  say(
    `${scripts.length} pretend agents on ${[...machines.keys()].join(" and ")} are at work. Reply to them; /stop ends one.`,
  );
  say("Ctrl-C ends the demo and removes all of it.");
  for (const script of scripts) {
    const machine = /** @type {import("./types.ts").Machine} */ (machines.get(script.machine));
    void playScript(script, machine, end).catch((/** @type {Error} */ error) => {
      if (!end.aborted) process.stderr.write(`${script.agent} left the demo: ${error.message}\n`);
    });
  }
  throw new Error(`The demo's hub ended: ${await hub.ended}`);
};

await runEntry(async () => {
  const end = listenForEnd();
  const asked = new Promise((resolve) => end.signal.addEventListener("abort", () => resolve(0)));
  const folder = mkdtempSync(join(tmpdir(), "muster-demo-"));
  const children = createChildren();
  try {
    return await Promise.race([asked, play({ folder, children, end: end.signal })]);
  } catch (error) {
    // In a terminal Ctrl-C reaches all programs at once, and any of them may go before this one has heard of it.
    await Promise.race([asked, sleep(100)]);
    if (end.signal.aborted) return 0;
    throw error;
  } finally {
    end.abort();
    await children.endAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
